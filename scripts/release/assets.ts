/**
 * Writes what a release carries into a folder: the npm package, the bill of materials, the notes, and the checksums of
 * these and of each file of dist/: `node scripts/release/assets.ts FOLDER`.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bundle } from '../bundle.ts';
import { releaseNotes } from './changelog.ts';
import { packNpmPackage } from './npm-package.ts';
import { sbom } from './sbom.ts';

const root = path.resolve(import.meta.dirname, '..', '..');

async function main(): Promise<void> {
  const [folder] = process.argv.slice(2);
  if (folder === undefined) {
    console.error('Usage: node scripts/release/assets.ts FOLDER');
    process.exit(2);
  }
  mkdirSync(folder, { recursive: true });
  const read = (name: string) => readFileSync(path.join(root, name), 'utf8');
  const { version, author, homepage } = JSON.parse(read('package.json'));
  const notes = releaseNotes(read('CHANGELOG.md'), version);
  const { packages } = await bundle();
  const billFile = path.join(folder, 'sbom.cdx.json');
  const released = { version, date: notes?.date, author, homepage };
  writeFileSync(billFile, sbom(released, packages, JSON.parse(read('package-lock.json')).packages));
  writeFileSync(path.join(folder, 'notes.md'), `${notes?.body ?? ''}\n`);
  const made = [packNpmPackage(root, folder), billFile];
  const bundled = readdirSync(path.join(root, 'dist')).sort();
  const sums = [
    ...bundled.map((name) => `${sha256(path.join(root, 'dist', name))}  dist/${name}\n`),
    ...made.map((file) => `${sha256(file)}  ${path.basename(file)}\n`),
  ];
  writeFileSync(path.join(folder, 'SHA256SUMS'), sums.join(''));
}

function sha256(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

await main();
