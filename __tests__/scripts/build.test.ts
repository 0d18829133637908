import { execFile } from 'node:child_process';
import { cp, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { licensesFile } from '../../scripts/third-party-licenses.ts';
import { tempDir } from '../support/temp-dir.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** built gives the files that scripts/build.ts makes of the sources in `dir`, text by name. */
async function built(dir: string): Promise<Map<string, string>> {
  const outdir = path.join(dir, 'built');
  await promisify(execFile)(process.execPath, [path.join(dir, 'scripts/build.ts'), '--outdir', outdir]);
  const names = await readdir(outdir);
  return new Map(
    await Promise.all(
      names.map(async (name) => [name, await readFile(path.join(outdir, name), 'utf8')] as const),
    ),
  );
}

async function copyOfTheSources(dir: string): Promise<void> {
  for (const name of ['src', 'scripts', 'package.json', 'tsconfig.json']) {
    await cp(path.join(root, name), path.join(dir, name), { recursive: true });
  }
  await symlink(path.join(root, 'node_modules'), path.join(dir, 'node_modules'), 'junction');
}

test('a change of one source file changes one file of dist/, and those of the threads that hold it', async () => {
  await using temp = await tempDir();
  await copyOfTheSources(temp.path);
  const before = await built(temp.path);

  for (const source of ['src/errors.ts', 'src/pipeline.ts', 'src/modcache/zip-hasher.ts']) {
    const file = path.join(temp.path, source);
    const text = await readFile(file, 'utf8');
    await writeFile(file, `${text}\nif (process.argv.length < 0) throw new Error('edited');\n`);
    const after = await built(temp.path);
    await writeFile(file, text);

    expect([...after.keys()]).toEqual([...before.keys()]);
    const changed = [...after].filter(([name, contents]) => before.get(name) !== contents);
    const holding = [...after].filter(([, contents]) => contents.includes(`\n// ${source}\n`));
    // What processes share is in one file; a thread has all its code in a file of its own.
    expect(holding.filter(([name]) => !name.endsWith('-worker.mjs'))).toHaveLength(1);
    expect(changed.map(([name]) => name)).toEqual(holding.map(([name]) => name));
  }
}, 60_000);

test('the names of code in dist/ are paths of sources, without hashes', async () => {
  const names = await readdir(path.join(root, 'dist'));
  for (const name of names.filter((file) => file !== licensesFile)) {
    expect(name).toMatch(/^[a-z0-9-]+(\.[a-z0-9-]+)*\.mjs$/);
    expect(name).not.toMatch(/^chunk/);
  }
});

test('an import in dist/ names a file that is there', async () => {
  const dist = path.join(root, 'dist');
  const names = new Set(await readdir(dist));
  let imports = 0;
  for (const name of names) {
    const text = await readFile(path.join(dist, name), 'utf8');
    for (const [, imported = ''] of text.matchAll(/(?:^(?:import|\} from) |import\()"\.\/([^"]+\.mjs)"/gm)) {
      imports++;
      expect(names).toContain(imported);
    }
  }
  expect(imports).toBeGreaterThan(100);
});
