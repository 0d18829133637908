import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { runCommand } from '../support/command.ts';
import type { FakeGoproxy } from '../support/fake-goproxy.ts';
import { workflow } from '../support/workflow.ts';

const alpha = { path: 'example.com/alpha', version: 'v1.0.0' };

interface Wrong {
  readonly name: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** Changes to the files of a project that is right. */
  readonly files?: (proxy: FakeGoproxy) => Readonly<Record<string, string>>;
  /** The title of the annotation. */
  readonly title: string;
  /** Where the annotation points, in the checkout. */
  readonly place?: { readonly file: string; readonly line: number };
  readonly says: RegExp;
  readonly hint: RegExp;
}

const cases: readonly Wrong[] = [
  {
    name: 'a word that is none of an input',
    inputs: { layout: 'fulll' },
    title: 'Invalid configuration: see layout',
    says: /`layout`: `fulll` is not one of `full`, `tree`, `zip`\. Did you mean `full`\?/,
    hint: /Correct the values/,
  },
  {
    name: 'a duration that is none',
    inputs: { timeout: '30 parsecs' },
    title: 'Invalid configuration: see timeout',
    says: /`timeout`: `30 parsecs`/,
    hint: /Correct the values/,
  },
  {
    name: 'a directory that does not exist',
    inputs: { 'working-directory': 'absent' },
    title: 'Invalid configuration: see working-directory',
    says: /`working-directory`: `absent` .* does not exist/,
    hint: /Correct the values/,
  },
  {
    name: 'patterns that match nothing',
    inputs: { 'go-mod-files': 'nowhere/go.mod' },
    title: 'Invalid configuration: see go-mod-files',
    says: /`go-mod-files` matches no go\.mod/,
    hint: /Write patterns relative to `working-directory`/,
  },
  {
    name: 'a broken go.mod',
    files: () => ({ 'go.mod': 'module example.com/main\n\nrequire (\n\texample.com/alpha "v1.0.0\n)\n' }),
    title: 'Invalid go.mod or go.sum',
    place: { file: 'go.mod', line: 4 },
    says: /a string is not closed/,
    hint: /Correct the line/,
  },
  {
    name: 'a go.sum with a bad line',
    files: (proxy) => ({ 'go.sum': `${proxy.goSum()}example.com/alpha v1.0.0\n` }),
    title: 'Invalid go.mod or go.sum',
    place: { file: 'go.sum', line: 3 },
    says: /malformed go\.sum: 2 fields/,
    hint: /`git checkout go\.sum`.* remove the line/,
  },
  {
    name: 'a go.sum with the marks of a merge conflict',
    files: (proxy) => ({ 'go.sum': `<<<<<<< HEAD\n${proxy.goSum()}=======\n>>>>>>> bump\n` }),
    title: 'Invalid go.mod or go.sum',
    place: { file: 'go.sum', line: 1 },
    says: /a merge conflict marker/,
    hint: /unresolved merge conflicts/,
  },
  {
    name: 'no go on PATH',
    files: () => ({ 'sub/README.md': 'No go.mod here says which Go to install.' }),
    inputs: { 'working-directory': 'sub' },
    env: { PATH: '/nonexistent' },
    title: 'Invalid configuration',
    says: /program `go` not found on PATH/,
    hint: /Set `go-version`/,
  },
  {
    name: 'GO111MODULE=off',
    env: { GO111MODULE: 'off' },
    title: 'Invalid configuration',
    says: /GO111MODULE/,
    hint: /GO111MODULE/,
  },
  {
    name: 'a relative GOMODCACHE',
    env: { GOMODCACHE: 'relative/mod' },
    title: 'Invalid configuration',
    says: /GOMODCACHE/,
    hint: /absolute path/,
  },
  {
    name: 'a GOPROXY that is no list of URLs',
    inputs: { goproxy: 'ftp://proxy.example.com' },
    title: 'Invalid configuration: see goproxy',
    says: /GOPROXY|goproxy/,
    hint: /URLs that begin with https:/,
  },
];

describe('the action fails with an annotation, and touches nothing, for', () => {
  test.each(cases)('$name', async ({ inputs = {}, env = {}, files, title, place, says, hint }) => {
    await using flow = await workflow({
      modules: [alpha],
      files: (proxy) => ({ ...proxy.project(), ...files?.(proxy) }),
    });
    const job = await flow.job({ inputs, env });
    expect(job.code).toBe(1);
    const annotations = job.log.split('\n').filter((line) => line.startsWith('::'));
    const errors = annotations.filter((line) => /^::(?:error|warning)/.test(line));
    const where = place && `,line=${place.line},file=${place.file}`;
    expect(errors).toEqual([expect.stringMatching(says)]);
    const [properties = '', message = ''] = errors[0]?.slice('::error '.length).split('::') ?? [];
    expect(sorted(properties)).toBe(sorted(`title=${title.replace(':', '%3A')}${where ?? ''}`));
    expect(message).toMatch(/%0A/);
    expect(message.split('%0A').at(-1)).toMatch(hint);
    expect(job.outputs).toMatchObject({ 'cache-hit': 'false', modules: '0' });
    expect(job.report).toMatchObject({ verdict: 'failed' });
    expect(existsSync(job.gomodcache)).toBe(false);
    expect(existsSync(path.join(job.workspace, 'relative'))).toBe(false);
    expect([...flow.proxy.requests, ...flow.service.requests]).toEqual([]);
  });

  test('several inputs at once, all of which it names', async () => {
    await using flow = await workflow({ modules: [alpha] });
    const job = await flow.job({ inputs: { layout: 'x', attempts: '0', cache: 'perhaps' } });
    expect(job.code).toBe(1);
    for (const input of ['layout', 'attempts', 'cache']) expect(job.log).toContain(`- \`${input}\`: `);
  });
});

test('an error of the go command names the file of the checkout, not the copy it worked on', async () => {
  await using flow = await workflow({
    modules: [alpha],
    files: (proxy) => ({
      ...proxy.project(),
      'go.mod': proxy.project()['go.mod'].replace('go 1.21', 'go 1.999'),
    }),
  });
  const job = await flow.job({ inputs: { cache: 'off' } });
  expect(job.code).toBe(1);
  expect(job.report?.errors).toMatchObject([
    {
      class: 'go-version',
      message: expect.stringContaining(`${path.join(job.workspace, 'go.mod')} requires go >= 1.999`),
    },
  ]);
  expect(job.log).not.toMatch(/^::error.*temp/m);
});

function sorted(properties: string): string {
  return properties.split(',').sort().join(',');
}

test('the command ends with status 1 for a project that is wrong, and names the line', async () => {
  await using flow = await workflow({ modules: [alpha] });
  const { workspace, gomodcache, machine } = await flow.job({
    inputs: { cache: 'off', 'working-directory': 'absent' },
    files: { 'go.mod': 'module example.com/main\n\nrequire )\n' },
  });
  const env = { ...flow.proxy.env(), GOMODCACHE: gomodcache, HOME: machine };
  const { code, stderr } = await runCommand([], { cwd: workspace, env });
  expect(stderr).toMatch(/^error: .*go\.mod:3: /m);
  expect(code).toBe(1);
  expect(existsSync(gomodcache)).toBe(false);
});
