import { execFile } from 'node:child_process';
import { cp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { readmeWith } from '../../scripts/reference.ts';
import { type TempDir, tempDir } from '../support/temp-dir.ts';

const run = promisify(execFile);

/** A copy of the project as far as the script looks at it. */
async function project(): Promise<TempDir> {
  const dir = await tempDir();
  const readmes = ['README.md', 'README.zh-CN.md'];
  for (const part of ['src', 'scripts', 'package.json', ...readmes, 'action.yml', 'action-types.yml']) {
    await cp(part, path.join(dir.path, part), { recursive: true });
  }
  return dir;
}

function reference(dir: TempDir, ...args: string[]) {
  const script = path.join(dir.path, 'scripts/reference.ts');
  return run(process.execPath, ['--disable-warning=ExperimentalWarning', script, ...args]);
}

test('--check names what is stale and changes nothing; without it, it is mended', async () => {
  await using dir = await project();
  const [actionFile, readmeFile] = ['action.yml', 'README.md'].map((name) => path.join(dir.path, name));
  await writeFile(actionFile ?? '', 'name: other\n');
  await expect(reference(dir, '--check')).rejects.toMatchObject({
    code: 1,
    stderr: 'Not what src/ says: action.yml. Run "npm run reference" and commit the result.\n',
  });
  expect(await readFile(actionFile ?? '', 'utf8')).toBe('name: other\n');

  const readme = await readFile(readmeFile ?? '', 'utf8');
  await writeFile(readmeFile ?? '', readme.replace('`go-mod`', '`changed`'));
  await reference(dir);
  await reference(dir, '--check');
  expect(await readFile(actionFile ?? '', 'utf8')).toBe(await readFile('action.yml', 'utf8'));
  expect(await readFile(readmeFile ?? '', 'utf8')).toBe(readme);
});

test('the words around the tables stay', () => {
  const made = readmeWith(
    'a\n<!-- inputs:begin -->\nSTALE\n<!-- inputs:end -->\nb\n<!-- outputs:begin --><!-- outputs:end -->\nc',
  );
  expect(made).toMatch(
    /^a\n<!-- inputs:begin -->\n\| Input \|[\s\S]*\n<!-- inputs:end -->\nb\n<!-- outputs:begin -->\n\| Output/,
  );
  expect(made).toMatch(/\n<!-- outputs:end -->\nc$/);
  expect(made).not.toContain('STALE');
});

test.each([
  ['none', '# Title'],
  ['one pair only', '<!-- inputs:begin --><!-- inputs:end -->'],
  ['the wrong order', '<!-- inputs:end --><!-- inputs:begin --><!-- outputs:begin --><!-- outputs:end -->'],
])('a README with %s of the markers is refused', (_name, text) => {
  expect(() => readmeWith(text)).toThrow(/README\.md has no <!-- (?:in|out)puts:begin -->/);
});
