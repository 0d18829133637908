import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { distDir } from './dist.ts';
import { type TempDir, tempDir } from './temp-dir.ts';

/** Breakage is what is broken: a function that throws at its entry, or a file that throws when it is loaded. */
export type Breakage = { readonly function: string; readonly in: string } | { readonly file: string };

/** brokenDist copies the bundle and breaks a part of it. Throws when the part is not there, so that no test passes by mistake. */
export async function brokenDist(breakage: Breakage): Promise<TempDir> {
  const dir = await tempDir();
  await cp(distDir, dir.path, { recursive: true });
  if ('file' in breakage) {
    const file = path.join(dir.path, breakage.file);
    await readFile(file);
    await writeFile(file, "throw new Error('broken on purpose');\n");
    return dir;
  }
  const name = breakage.function;
  for (const entry of (await readdir(dir.path)).filter((found) => found.startsWith(breakage.in))) {
    const file = path.join(dir.path, entry);
    const text = await readFile(file, 'utf8');
    const broken = `function ${name}() { throw new Error('broken on purpose'); }\nasync function ${name}0(`;
    const patched = text.replace(new RegExp(`(?:async )?function ${name}\\(`), broken);
    if (patched === text) continue;
    await writeFile(file, patched);
    return dir;
  }
  throw new Error(`dist/${breakage.in}* has no function ${name}`);
}
