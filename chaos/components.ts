import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { messageOf } from '../src/errors.ts';
import { mustRun } from './commands.ts';
import { cacheFolder } from './options.ts';

/** ComponentName is a program that the suite installs for itself. */
export type ComponentName = 'goproxy' | 'toxiproxy' | 'squid' | 'tinyproxy' | 'mitmproxy';

/** Component is a program that can be started, or why there is none. */
export type Component =
  | {
      readonly kind: 'ready';
      /** Its command line, without arguments. */
      readonly command: readonly string[];
      /** Variables it needs. */
      readonly env: Readonly<Record<string, string>>;
      /** The root of the packages it was unpacked from; empty for Go programs. */
      readonly root: string;
    }
  | { readonly kind: 'missing'; readonly reason: string };

const goPrograms: Readonly<Partial<Record<ComponentName, { module: string; command: string }>>> = {
  goproxy: {
    module: 'github.com/goproxy/goproxy@v0.18.0',
    command: 'github.com/goproxy/goproxy/cmd/goproxy',
  },
  toxiproxy: {
    module: 'github.com/Shopify/toxiproxy/v2@v2.5.0',
    command: 'github.com/Shopify/toxiproxy/v2/cmd/server',
  },
};

const debianPrograms: Readonly<Partial<Record<ComponentName, string>>> = {
  squid: 'usr/sbin/squid',
  tinyproxy: 'usr/bin/tinyproxy',
  mitmproxy: 'usr/bin/mitmdump',
};

/** install gets a program that is not there yet, without touching the machine outside of the cache folder. Never rejects. */
export async function install(name: ComponentName): Promise<Component> {
  try {
    const go = goPrograms[name];
    if (go !== undefined) return await installGo(name, go);
    return await installDebian(name, debianPrograms[name] ?? '');
  } catch (error) {
    return { kind: 'missing', reason: messageOf(error).replace(/\s+/g, ' ').slice(0, 200) };
  }
}

const installing = { cwd: '.', env: process.env, limit: 600_000 };

/** Built in a module of its own: `go install` would look for modules at longer paths, which some proxies forbid. */
async function installGo(
  name: string,
  { module, command }: { module: string; command: string },
): Promise<Component> {
  const folder = path.join(cacheFolder, 'go', name);
  const program = path.join(folder, name);
  if (!existsSync(program)) {
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, 'go.mod'), 'module example.com/chaos\n');
    const within = { ...installing, cwd: folder, env: { ...process.env, GOFLAGS: '', GOWORK: 'off' } };
    const [, version = ''] = module.split('@');
    await mustRun(['go', 'get', `${command}@${version}`], within);
    await mustRun(['go', 'build', '-o', program, command], within);
  }
  return { kind: 'ready', command: [program], env: {}, root: '' };
}

/** Unpacked rather than installed, with what the machine lacks of its dependencies: no root, and no service is started. */
async function installDebian(name: string, file: string): Promise<Component> {
  const root = path.join(cacheFolder, 'debian', name);
  const program = path.join(root, file);
  if (!existsSync(program)) await unpackDebian(name, root);
  const python = file.endsWith('mitmdump');
  return {
    kind: 'ready',
    command: python ? ['/usr/bin/python3', program] : [program],
    env: python
      ? { PYTHONPATH: path.join(root, 'usr', 'lib', 'python3', 'dist-packages') }
      : { LD_LIBRARY_PATH: (await libraryFolders(root)).join(':') },
    root,
  };
}

async function unpackDebian(name: string, root: string): Promise<void> {
  const partial = `${root}.partial`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true });
  const within = { ...installing, cwd: partial };
  // Only asks: neither a lock nor root is needed for it.
  const wanted = await mustRun(
    [
      ...['apt-get', 'install', '--print-uris', '--yes', '--no-install-recommends'],
      ...['-o', 'Debug::NoLocking=1', name],
    ],
    within,
  );
  const names = Array.from(wanted.matchAll(/^'[^']+' ([^_\s]+)_\S+\.deb /gm), ([, found = '']) => found);
  if (names.length === 0) throw new Error(`apt-get would install nothing for ${name}: is it there already?`);
  await mustRun(['apt-get', 'download', ...names], within);
  for (const archive of await readdir(partial)) {
    if (archive.endsWith('.deb')) await mustRun(['dpkg', '-x', archive, 'root'], within);
  }
  await rm(root, { recursive: true, force: true });
  await mustRun(['mv', path.join(partial, 'root'), root], installing);
  await rm(partial, { recursive: true, force: true });
}

async function libraryFolders(root: string): Promise<string[]> {
  const folders: string[] = [];
  for (const lib of ['lib', 'usr/lib']) {
    const names = await readdir(path.join(root, lib)).catch(() => []);
    folders.push(
      ...names.filter((name) => name.endsWith('-linux-gnu')).map((name) => path.join(root, lib, name)),
    );
  }
  return folders;
}
