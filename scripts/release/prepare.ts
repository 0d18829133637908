/**
 * Makes this checkout version VERSION: package.json, package-lock.json, CHANGELOG.md and dist/, which carries the
 * version: `npm run release:prepare -- VERSION`. The date is today's.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { withRelease } from './changelog.ts';
import { parseReleaseVersion } from './version.ts';

function main(): void {
  const [version = ''] = process.argv.slice(2);
  if (parseReleaseVersion(version) === undefined) {
    console.error(`"${version}" is not a version: write it as 1.2.3, or 1.2.3-rc.1`);
    process.exit(2);
  }
  const root = path.resolve(import.meta.dirname, '..', '..');
  const changelog = path.join(root, 'CHANGELOG.md');
  const today = new Date().toISOString().slice(0, 10);
  // First what can be refused, so that nothing is half done.
  const text = withRelease(readFileSync(changelog, 'utf8'), version, today);
  for (const [name, depth] of [
    ['package.json', 0],
    ['package-lock.json', 1],
  ] as const) {
    const file = path.join(root, name);
    writeFileSync(file, withVersion(readFileSync(file, 'utf8'), version, depth));
  }
  writeFileSync(changelog, text);
  execFileSync(process.execPath, [path.join(root, 'scripts/build.ts')], { stdio: 'inherit' });
  console.log(`This is ${version} now. Look at "git diff", then commit.`);
}

/** In a lock file the version stands twice: for the project, and for the package at its root. */
function withVersion(text: string, version: string, depth: 0 | 1): string {
  const json = JSON.parse(text);
  json.version = version;
  if (depth === 1) json.packages[''].version = version;
  return `${JSON.stringify(json, undefined, 2)}\n`;
}

if (import.meta.main) main();
