/** The npm package: the command as one bundle, without the dependencies that are in it already. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** What package.json says for those who install the package; the rest is for those who build it. */
const published = [
  'name',
  'version',
  'description',
  'keywords',
  'license',
  'author',
  'homepage',
  'repository',
  'bugs',
  'type',
  'bin',
  'files',
];

/** packNpmPackage writes `go-mod-download-VERSION.tgz` into `outDir`, and returns its path. */
export function packNpmPackage(root: string, outDir: string): string {
  const staged = mkdtempSync(path.join(tmpdir(), 'npm-package-'));
  try {
    const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
    const kept = Object.fromEntries(Object.entries(manifest).filter(([name]) => published.includes(name)));
    const content = { ...kept, engines: { node: '>=24' } };
    writeFileSync(path.join(staged, 'package.json'), `${JSON.stringify(content, undefined, 2)}\n`);
    for (const name of ['README.md', 'LICENSE', 'CHANGELOG.md', 'action.yml', 'dist']) {
      cpSync(path.join(root, name), path.join(staged, name), { recursive: true });
    }
    const packed = execFileSync('npm', ['pack', '--json', '--pack-destination', path.resolve(outDir)], {
      cwd: staged,
      encoding: 'utf8',
      // npm is a script on Windows.
      shell: process.platform === 'win32',
    });
    const [{ filename }] = JSON.parse(packed);
    return path.join(outDir, filename);
  } finally {
    rmSync(staged, { recursive: true, force: true });
  }
}
