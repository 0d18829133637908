/**
 * Checks that this checkout is the version that is to be released: `node scripts/release/check.ts VERSION`. Names each
 * fault and what to do, and ends with 1 when there is one. In a workflow it sets the output `npm-tag`.
 */
import { execFileSync } from 'node:child_process';
import { appendFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { releaseNotes } from './changelog.ts';
import { placeholderOwner } from './owner.ts';
import { parseReleaseVersion } from './version.ts';

/** Checkout is what is looked at. */
export interface Checkout {
  /** The text of package.json. */
  readonly packageJson: string;
  /** The text of package-lock.json. */
  readonly packageLock: string;
  readonly changelog: string;
  readonly readme: string;
  readonly tags: readonly string[];
  /** `OWNER/NAME` on GitHub; undefined outside a workflow. */
  readonly repository: string | undefined;
  /** `main`, a branch or a tag; undefined outside a workflow. */
  readonly ref: string | undefined;
}

/** releaseFaults lists why `wanted` cannot be released from a checkout; empty when it can. */
export function releaseFaults(wanted: string, checkout: Checkout): string[] {
  const version = parseReleaseVersion(wanted);
  if (version === undefined) return [`"${wanted}" is not a version: write it as 1.2.3, or 1.2.3-rc.1`];
  const manifest: { version: string; private?: boolean; repository?: { url?: string } } = JSON.parse(
    checkout.packageJson,
  );
  const lock: { version: string } = JSON.parse(checkout.packageLock);
  const notes = releaseNotes(checkout.changelog, wanted);
  const prepare = `run "npm run release:prepare -- ${wanted}" and commit the result`;
  const url = `git+https://github.com/${checkout.repository}.git`;
  const faults: [boolean, string][] = [
    [manifest.version !== wanted, `package.json has version ${manifest.version}: ${prepare}`],
    [lock.version !== wanted, `package-lock.json has version ${lock.version}: ${prepare}`],
    [notes === undefined, `CHANGELOG.md has no section "## ${wanted} (DATE)": ${prepare}`],
    [notes?.body === '', `the section of ${wanted} in CHANGELOG.md is empty: say what changed`],
    [checkout.tags.includes(version.tag), `the tag ${version.tag} exists already: take the next version`],
    [manifest.private === true, 'package.json says "private": remove it, or npm will not publish'],
    [
      checkout.repository !== undefined && manifest.repository?.url !== url,
      `package.json names the repository ${manifest.repository?.url}, and this is ${url}: npm's provenance needs the same`,
    ],
    [
      checkout.readme.includes(`uses: ${placeholderOwner}/`),
      `README.md still names the owner "${placeholderOwner}": run "npm run release:owner -- OWNER" and commit the result`,
    ],
    [
      checkout.ref !== undefined && checkout.ref !== 'main',
      `this runs on ${checkout.ref}: releases are made from main`,
    ],
  ];
  return faults.flatMap(([isFault, text]) => (isFault ? [text] : []));
}

function main(): void {
  const [wanted = ''] = process.argv.slice(2);
  const root = path.resolve(import.meta.dirname, '..', '..');
  const read = (name: string) => readFileSync(path.join(root, name), 'utf8');
  const faults = releaseFaults(wanted, {
    packageJson: read('package.json'),
    packageLock: read('package-lock.json'),
    changelog: read('CHANGELOG.md'),
    readme: read('README.md'),
    tags: execFileSync('git', ['tag', '--list'], { cwd: root, encoding: 'utf8' }).split('\n'),
    repository: process.env['GITHUB_REPOSITORY'],
    ref: process.env['GITHUB_REF_NAME'],
  });
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) process.exit(1);
  const tag = parseReleaseVersion(wanted)?.isPrerelease === true ? 'next' : 'latest';
  if (process.env['GITHUB_OUTPUT']) appendFileSync(process.env['GITHUB_OUTPUT'], `npm-tag=${tag}\n`);
  console.log(`${wanted} can be released`);
}

if (import.meta.main) main();
