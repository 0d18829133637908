import { execFile } from 'node:child_process';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { tempDir } from '../support/temp-dir.ts';

const script = path.resolve('scripts/release/publish.ts');
const commit = '0123456789abcdef0123456789abcdef01234567';

/** A line of a table: what GitHub's command answers to a call that begins with these words. Everything else succeeds. */
type Answers = Readonly<Record<string, string | 'fails'>>;

const nothingYet: Answers = {
  'release view': 'fails',
  'api repos/acme/go-mod-download/releases/tags/v1.2.3': 'true',
  'api repos/acme/go-mod-download/git/ref/tags/v1.2.3': commit,
  'api repos/acme/go-mod-download/git/ref/tags/v1 ': 'fails',
};

interface Published {
  readonly code: number;
  readonly stderr: string;
  readonly stdout: string;
  /** The calls of GitHub's command that change something. */
  readonly changes: readonly string[];
}

/** Runs the script with a `gh` on PATH that writes down its calls. */
async function publish(answers: Answers, version = '1.2.3', ...options: string[]): Promise<Published> {
  await using dir = await tempDir({
    'release/notes.md': '- New.\n',
    'release/SHA256SUMS': '',
    'release/sbom.cdx.json': '{}',
    'answers.json': JSON.stringify(answers),
    'gh.mjs': `
      import { appendFileSync, readFileSync } from 'node:fs';
      const call = process.argv.slice(2).join(' ');
      appendFileSync('calls', call + '\\n');
      const answers = JSON.parse(readFileSync('answers.json', 'utf8'));
      const [, answer = ''] = Object.entries(answers).find(([words]) => (call + ' ').startsWith(words)) ?? [];
      if (answer === 'fails') { console.error('gh: Not Found'); process.exitCode = 1; } else console.log(answer);
    `,
    calls: '',
  });
  const gh = path.join(dir.path, 'gh');
  await writeFile(gh, `#!/bin/sh\nexec '${process.execPath}' gh.mjs "$@"\n`);
  await chmod(gh, 0o755);
  const { code, stdout, stderr } = await new Promise<{ code: number; stdout: string; stderr: string }>(
    (resolve) => {
      const env = {
        PATH: `${dir.path}:/usr/bin:/bin`,
        GITHUB_REPOSITORY: 'acme/go-mod-download',
        GITHUB_SHA: commit,
      };
      const child = execFile(
        process.execPath,
        [script, version, 'release', ...options],
        { cwd: dir.path, env },
        (_error, out, err) => resolve({ code: child.exitCode ?? -1, stdout: out, stderr: err }),
      );
    },
  );
  const calls = (await readFile(path.join(dir.path, 'calls'), 'utf8')).trimEnd().split('\n');
  return {
    code,
    stdout,
    stderr,
    changes: calls.filter((call) => !/^release view|--jq/.test(call) && call !== ''),
  };
}

const draftAndPublish = [
  `release create v1.2.3 --draft --target ${commit} --title v1.2.3 --notes-file release/notes.md release/SHA256SUMS release/sbom.cdx.json`,
  'release edit v1.2.3 --draft=false',
];
const makeMajorTag = `api repos/acme/go-mod-download/git/refs -f ref=refs/tags/v1 -f sha=${commit}`;
const moveMajorTag = `api -X PATCH repos/acme/go-mod-download/git/refs/tags/v1 -f sha=${commit} -F force=true`;

// The stand-in for `gh` is a script of a Unix shell, and the workflow runs on Linux.
const onUnix = process.platform === 'win32' ? describe.skip : describe;

onUnix('publishing', () => {
  test('the release is drafted with its files, published, and v1 is made', async () => {
    const { code, changes } = await publish(nothingYet);
    expect({ code, changes }).toEqual({ code: 0, changes: [...draftAndPublish, makeMajorTag] });
  });

  test('v1 is moved where it exists', async () => {
    const { code, changes } = await publish({
      ...nothingYet,
      'api repos/acme/go-mod-download/git/ref/tags/v1 ': 'f'.repeat(40),
    });
    expect({ code, changes }).toEqual({ code: 0, changes: [...draftAndPublish, moveMajorTag] });
  });

  test('a draft that an earlier try left is made again', async () => {
    const { code, changes } = await publish({ ...nothingYet, 'release view': 'true' });
    expect({ code, changes }).toEqual({
      code: 0,
      changes: ['release delete v1.2.3 --yes', ...draftAndPublish, makeMajorTag],
    });
  });

  test('a prerelease is marked as one, and v1 stays where it is', async () => {
    const { code, changes } = await publish(
      {
        'release view': 'fails',
        'api repos/acme/go-mod-download/releases/tags/v1.3.0-rc.1': 'true',
        'api repos/acme/go-mod-download/git/ref/tags/v1.3.0-rc.1': commit,
      },
      '1.3.0-rc.1',
    );
    expect(code).toBe(0);
    expect(changes).toHaveLength(2);
    expect(changes[0]).toContain(' --prerelease ');
  });

  test.each<[string, Answers, number, string]>([
    ['it is published already', { 'release view': 'false' }, 0, 'is published already, and is never changed'],
    ['the draft cannot be made', { 'release create': 'fails' }, 1, 'the draft of v1.2.3 could not be made'],
    ['it cannot be published', { 'release edit': 'fails' }, 2, 'could not be published: its draft is there'],
    [
      'releases can be changed',
      { 'api repos/acme/go-mod-download/releases/tags/v1.2.3': 'false' },
      2,
      'turn on immutable releases in the settings of the repository',
    ],
    [
      'the tag names another commit',
      { 'api repos/acme/go-mod-download/git/ref/tags/v1.2.3': 'f'.repeat(40) },
      2,
      `v1.2.3 names ${'f'.repeat(40)}, and this is ${commit}`,
    ],
    [
      'v1 cannot be moved',
      {
        'api repos/acme/go-mod-download/git/ref/tags/v1 ': 'f'.repeat(40),
        'api -X PATCH': 'fails',
      },
      3,
      'v1 could not be moved to it: does it have a release of its own?',
    ],
  ])('when %s, it stops there and says so', async (_name, answers, count, message) => {
    const { code, changes, stderr } = await publish({ ...nothingYet, ...answers });
    expect({ code, count: changes.length }).toEqual({ code: 1, count });
    expect(stderr).toContain(message);
  });

  test('a dry run prints the same commands and runs none', async () => {
    const { code, stdout, changes } = await publish(nothingYet, '1.2.3', '--dry-run');
    expect({ code, changes }).toEqual({ code: 0, changes: [] });
    expect(stdout.trimEnd().split('\n')).toEqual(
      [...draftAndPublish, moveMajorTag].map((call) => `gh ${call}`),
    );
  });
});
