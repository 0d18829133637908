import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { ModuleVersion } from '../../src/go/module.ts';
import { type TempDir, tempDir } from '../support/temp-dir.ts';
import { storedZip } from './stored-zip.ts';

/** DownloadedModule is a module in a module cache that the real go command filled, with what go says of it. */
export interface DownloadedModule extends AsyncDisposable {
  readonly gomodcache: string;
  readonly module: ModuleVersion;
  /** Names within the module. */
  readonly files: Readonly<Record<string, string>>;
  readonly go: {
    readonly Sum: string;
    readonly GoModSum: string;
    readonly Dir: string;
    readonly Zip: string;
  };
}

/** The names sort differently by UTF-16 units (𐐀 first) and by UTF-8 bytes (ﭏ first), and have capitals. */
const files: Readonly<Record<string, string>> = {
  'go.mod': 'module example.com/Shout/v2\n\ngo 1.21\n',
  'shout.go': 'package shout\n',
  'data/ﭏ.txt': 'a letter of the basic plane\n',
  'data/𐐀.txt': 'a letter beyond it\n',
  'README (a b).md': '',
};

/** downloadModule serves a small module from a file:// GOPROXY and lets the go command download it. */
export async function downloadModule(): Promise<DownloadedModule> {
  const module = { path: 'example.com/Shout/v2', version: 'v2.0.1-Rc.1' };
  const dir = await tempDir();
  const versions = path.join(dir.path, 'proxy', 'example.com', '!shout', 'v2', '@v');
  const zipped = Object.entries(files).map(([name, text]) => [
    `${module.path}@${module.version}/${name}`,
    text,
  ]);
  await mkdir(versions, { recursive: true });
  await writeFile(path.join(versions, 'v2.0.1-!rc.1.info'), JSON.stringify({ Version: module.version }));
  await writeFile(path.join(versions, 'v2.0.1-!rc.1.mod'), files['go.mod'] ?? '');
  await writeFile(path.join(versions, 'v2.0.1-!rc.1.zip'), storedZip(Object.fromEntries(zipped)));
  const gomodcache = path.join(dir.path, 'mod');
  const go = JSON.parse(await goModDownload(module, dir, gomodcache));
  return { gomodcache, module, files, go, [Symbol.asyncDispose]: () => dir[Symbol.asyncDispose]() };
}

async function goModDownload(
  { path: name, version }: ModuleVersion,
  dir: TempDir,
  gomodcache: string,
): Promise<string> {
  const { stdout } = await promisify(execFile)('go', ['mod', 'download', '-json', `${name}@${version}`], {
    cwd: dir.path,
    env: {
      ...process.env,
      GOMODCACHE: gomodcache,
      GOPROXY: pathToFileURL(path.join(dir.path, 'proxy')).href,
      GOSUMDB: 'off',
      GOFLAGS: '-modcacherw',
      GOTOOLCHAIN: 'local',
      GOWORK: 'off',
    },
  });
  return stdout;
}
