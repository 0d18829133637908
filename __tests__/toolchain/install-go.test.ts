import { describe, expect, test } from '@jest/globals';
import { ActionError } from '../../src/errors.ts';
import type { ToolCache } from '../../src/ports/tool-cache.ts';
import { type GoSource, NotAvailable } from '../../src/toolchain/go-source.ts';
import { goName, parseGoVersion, semverOf } from '../../src/toolchain/go-version.ts';
import { installGo } from '../../src/toolchain/install-go.ts';
import { parseVersionSpec } from '../../src/toolchain/version-spec.ts';
import { recordingRunner } from '../support/recording-runner.ts';

interface ScriptedSource extends GoSource {
  readonly asked: string[];
}

/** A source that has some versions, or fails. */
function source(title: string, has: string[] | Error): ScriptedSource {
  const asked: string[] = [];
  const versions = Array.isArray(has) ? has.flatMap((text) => parseGoVersion(text) ?? []) : [];
  const check = (what: string) => {
    asked.push(what);
    if (!Array.isArray(has)) throw has;
  };
  return {
    asked,
    tool: 'go',
    title,
    async versions() {
      check('list');
      return versions;
    },
    async unpackInto(_, version) {
      check(goName(version));
      if (!versions.some((one) => goName(one) === goName(version))) {
        throw new NotAvailable(`${title}: 404`, { absent: true });
      }
    },
  };
}

function toolCache(...present: readonly string[]): ToolCache & { readonly added: string[] } {
  const added: string[] = [];
  return {
    machine: { platform: 'linux', arch: 'x64', endianness: 'LE' },
    added,
    versions: async () => present,
    find: async (_, version) => (present.includes(version) ? `/tools/${version}` : undefined),
    async add(_, version, fill) {
      await fill('/scratch');
      added.push(version);
      return `/tools/${version}`;
    },
  };
}

async function install(text: string, sources: readonly GoSource[], cache = toolCache(), onPath?: string) {
  const spec = parseVersionSpec(text);
  if (spec === undefined) throw new Error(`${text} is a spec`);
  const here = onPath === undefined ? undefined : parseGoVersion(onPath);
  const { log } = recordingRunner();
  const { version, dir } = await installGo(spec, sources, { toolCache: cache, log, onPath: here });
  return { version: semverOf(version), dir };
}

const unreachable = new NotAvailable('the site: connection refused', { absent: false });

describe('Go is installed', () => {
  test('from the first source that can be asked and has it', async () => {
    const [first, second, third] = [
      source('a', unreachable),
      source('b', ['1.25.0']),
      source('c', ['1.26.8']),
    ];
    const cache = toolCache();
    await expect(install('1.26.8', [first, second, third], cache)).resolves.toEqual({
      version: '1.26.8',
      dir: '/tools/1.26.8',
    });
    expect(cache.added).toEqual(['1.26.8']);
    expect(second.asked).toEqual(['go1.26.8']);
  });

  test('as the newest of what a source lists', async () => {
    const only = source('a', ['1.26.7', '1.26.8', '1.27rc1', '1.25.9']);
    await expect(install('1.26', [only])).resolves.toMatchObject({ version: '1.26.8' });
    expect(only.asked).toEqual(['list', 'go1.26.8']);
  });

  test('not again, where the one that `stable` turns out to be is in the tool cache', async () => {
    const cache = toolCache('1.26.8');
    await expect(install('stable', [source('a', ['1.26.8'])], cache)).resolves.toMatchObject({
      dir: '/tools/1.26.8',
    });
    expect(cache.added).toEqual([]);
  });

  test('not at all, where it is the one on PATH', async () => {
    const cache = toolCache();
    await expect(install('oldstable', [source('a', ['1.26.8', '1.25.9'])], cache, '1.25.9')).resolves.toEqual(
      { version: '1.25.9', dir: undefined },
    );
    expect(cache.added).toEqual([]);
  });
});

describe('Go is not installed', () => {
  const refusal = new ActionError('GOSUMDB is off', {
    code: 'go-unverifiable',
    class: 'configuration',
    hint: 'Turn it on.',
  });

  test.each([
    ['no source can be reached', [source('a', unreachable)], 'go-not-installed', 'network'],
    [
      'one cannot be asked and the other has none',
      [source('a', unreachable), source('b', [])],
      'go-not-installed',
      'network',
    ],
    [
      'no source has a matching version',
      [source('a', ['1.25.0']), source('b', [])],
      'go-version-unknown',
      'go-version',
    ],
    [
      'a setting is in the way',
      [source('a', new NotAvailable('off', { absent: false, refusal })), source('b', unreachable)],
      'go-unverifiable',
      'configuration',
    ],
  ])('when %s', async (_, sources, code, errorClass) => {
    await expect(install('^1.26', sources)).rejects.toThrow(
      expect.objectContaining({ code, class: errorClass }),
    );
  });

  test('from anybody else, when a checksum is wrong', async () => {
    const mismatch = new ActionError('wrong', {
      code: 'go-checksum-mismatch',
      class: 'checksum',
      hint: 'Stop.',
    });
    const second = source('b', ['1.26.8']);
    await expect(install('1.26.8', [source('a', mismatch), second])).rejects.toBe(mismatch);
    expect(second.asked).toEqual([]);
  });
});
