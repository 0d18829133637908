/**
 * Publishes a release on GitHub and moves the tag of its major version: `node scripts/release/publish.ts VERSION FOLDER`,
 * FOLDER being what assets.ts made. It can be run again after a failure. `--dry-run` prints the commands instead.
 *
 * The release is drafted with all its files and then published, for an immutable release takes no more files. The tag
 * of the major version never gets a release of its own: that would make it immutable, too.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { parseReleaseVersion, type ReleaseVersion } from './version.ts';

/** Gh runs GitHub's command and returns what it printed; undefined when it failed. */
type Gh = (...args: string[]) => string | undefined;

interface Release {
  readonly version: ReleaseVersion;
  readonly folder: string;
  readonly files: readonly string[];
  readonly repository: string;
  readonly commit: string;
}

function publish(
  { version: { tag, isPrerelease }, folder, files, repository, commit }: Release,
  gh: Gh,
): void {
  const state = gh('release', 'view', tag, '--json', 'isDraft', '--jq', '.isDraft');
  if (state === 'false')
    throw new Error(`${tag} is published already, and is never changed: take the next version`);
  // A draft that an earlier try left.
  if (state === 'true')
    must(gh('release', 'delete', tag, '--yes'), `the draft of ${tag} could not be removed`);
  const kind = isPrerelease ? ['--prerelease'] : [];
  const notes = ['--title', tag, '--notes-file', path.join(folder, 'notes.md')];
  const created = gh('release', 'create', tag, '--draft', '--target', commit, ...kind, ...notes, ...files);
  must(created, `the draft of ${tag} could not be made`);
  must(gh('release', 'edit', tag, '--draft=false'), `${tag} could not be published: its draft is there`);
  const immutable = gh('api', `repos/${repository}/releases/tags/${tag}`, '--jq', '.immutable');
  if (immutable !== 'true') {
    throw new Error(
      `${tag} is published and can still be changed: turn on immutable releases in the settings of the repository, ` +
        'delete this release, and run the workflow again',
    );
  }
  const tagged = gh('api', `repos/${repository}/git/ref/tags/${tag}`, '--jq', '.object.sha');
  if (tagged !== commit) throw new Error(`${tag} names ${tagged}, and this is ${commit}`);
}

function moveMajorTag({ version: { tag, majorTag }, repository, commit }: Release, gh: Gh): void {
  const refs = `repos/${repository}/git/refs`;
  const exists = gh('api', `repos/${repository}/git/ref/tags/${majorTag}`, '--jq', '.object.sha');
  const moved =
    exists === undefined
      ? gh('api', refs, '-f', `ref=refs/tags/${majorTag}`, '-f', `sha=${commit}`)
      : gh('api', '-X', 'PATCH', `${refs}/tags/${majorTag}`, '-f', `sha=${commit}`, '-F', 'force=true');
  must(
    moved,
    `${tag} is published, but ${majorTag} could not be moved to it: does it have a release of its own?`,
  );
}

function must(output: string | undefined, message: string): void {
  if (output === undefined) throw new Error(message);
}

/** What the command says on standard error goes to the log. */
function gh(...args: string[]): string | undefined {
  const { status, stdout, error } = spawnSync('gh', args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (error !== undefined) throw error;
  return status === 0 ? stdout.trim() : undefined;
}

/** As if nothing was there yet and each command did its work. */
function printing(commit: string): Gh {
  return (...args) => {
    const isQuestion = args[0] === 'release' ? args[1] === 'view' : args.includes('--jq');
    if (!isQuestion) console.log(['gh', ...args].join(' '));
    if (args.includes('.immutable')) return 'true';
    if (args.includes('.object.sha')) return commit;
    return isQuestion ? undefined : '';
  };
}

function main(): void {
  const { values, positionals } = parseArgs({
    options: { 'dry-run': { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const [text = '', folder = ''] = positionals;
  const { GITHUB_REPOSITORY: repository, GITHUB_SHA: commit } = process.env;
  const version = parseReleaseVersion(text);
  if (version === undefined || folder === '' || !repository || !commit) {
    throw new Error(
      'Usage: GITHUB_REPOSITORY=OWNER/NAME GITHUB_SHA=COMMIT publish.ts VERSION FOLDER [--dry-run]',
    );
  }
  const files = readdirSync(folder)
    .filter((name) => name !== 'notes.md')
    .sort()
    .map((name) => path.join(folder, name));
  const release = { version, folder, files, repository, commit };
  const run = values['dry-run'] ? printing(commit) : gh;
  publish(release, run);
  if (!version.isPrerelease) moveMajorTag(release, run);
}

try {
  main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
