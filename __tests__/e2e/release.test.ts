import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { bundle } from '../../scripts/bundle.ts';
import { fakeGoproxy } from '../support/fake-goproxy.ts';
import { removeTree, type TempDir, tempDir } from '../support/temp-dir.ts';

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, '../..');

/** A clone of this checkout as it stands, with what `npm ci` would install. */
async function clone(to: string): Promise<void> {
  const { stdout } = await run('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    maxBuffer: 1 << 24,
  });
  // What the tests read is most of the files, and no part of a release.
  const files = stdout.split('\0').filter((file) => file !== '' && !file.startsWith('__tests__/'));
  for (const folder of new Set(files.map((file) => path.dirname(file)))) {
    await mkdir(path.join(to, folder), { recursive: true });
  }
  // A file that was removed and not yet committed is still listed.
  const present = await Promise.all(
    files.map((file) =>
      cp(path.join(root, file), path.join(to, file)).then(
        () => true,
        () => false,
      ),
    ),
  );
  expect(present.filter(Boolean).length).toBeGreaterThan(200);
  await copyPackages(to);
  const git = (...args: string[]) => run('git', args, { cwd: to });
  await git('init', '--quiet', '--initial-branch=main');
  await git('add', '--all');
  await git('-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '--quiet', '--message=all');
}

/** The packages that a build reads. A link would not do: esbuild writes where a package really lies into the bundle. */
async function copyPackages(to: string): Promise<void> {
  const lock = JSON.parse(await readFile(path.join(root, 'package-lock.json'), 'utf8'));
  const { packages } = await bundle();
  const bundled = new Set(packages.map(({ folder }) => folder));
  const read = Object.entries<{ dev?: boolean; optional?: boolean }>(lock.packages).filter(
    ([folder, { dev, optional }]) =>
      folder !== '' && ((!dev && !optional) || bundled.has(folder) || /\/@?esbuild(?:\/|$)/.test(folder)),
  );
  for (const [folder] of read) {
    const from = path.join(root, folder);
    // Of esbuild's programs for other systems there is none.
    if (existsSync(from)) await cp(from, path.join(to, folder), { recursive: true });
  }
}

// The workflow runs on Linux.
const onUnix = process.platform === 'win32' ? describe.skip : describe;

onUnix('a fresh clone is released by the scripts that RELEASING.md names', () => {
  let dir: TempDir;
  let checkout: string;
  const assets = () => path.join(checkout, 'release');
  const tarball = () => path.join(assets(), 'go-mod-download-7.8.9.tgz');
  const script = (name: string, ...args: string[]) =>
    run(process.execPath, [path.join(checkout, 'scripts', name), ...args], {
      cwd: checkout,
      env: {
        ...process.env,
        GITHUB_REPOSITORY: 'acme/go-mod-download',
        GITHUB_REF_NAME: 'main',
        GITHUB_OUTPUT: path.join(dir.path, 'output'),
      },
    });

  beforeAll(async () => {
    dir = await tempDir();
    checkout = path.join(dir.path, 'clone');
    await clone(checkout);
    await script('build.ts', '--check');
    await script('release/owner.ts', 'acme');
    await script('release/prepare.ts', '7.8.9');
    await script('release/check.ts', '7.8.9');
    await script('release/assets.ts', 'release');
  }, 120_000);
  afterAll(() => removeTree(dir.path));

  test('what is built from its sources is what it has in dist/, with the new version in it', async () => {
    await script('build.ts', '--check');
    const { stdout } = await run(process.execPath, [path.join(checkout, 'dist/cli.mjs'), '--version']);
    expect(stdout).toBe('7.8.9\n');
  });

  test('the owner stands in each file that named the placeholder', async () => {
    for (const name of [
      'README.md',
      'package.json',
      '.github/CODEOWNERS',
      '.github/ISSUE_TEMPLATE/config.yml',
    ]) {
      const text = await readFile(path.join(checkout, name), 'utf8');
      expect(text).toMatch(/\bacme\//);
      expect(text).not.toMatch(/\borg\/(?:go-mod-download|maintainers)/);
    }
  });

  test('the workflow gets the npm tag and the notes', async () => {
    expect(await readFile(path.join(dir.path, 'output'), 'utf8')).toBe('npm-tag=latest\n');
    expect((await readFile(path.join(assets(), 'notes.md'), 'utf8')).length).toBeGreaterThan(20);
  });

  test('the checksums are those of each file of dist/, of the package and of the bill of materials', async () => {
    const lines = (await readFile(path.join(assets(), 'SHA256SUMS'), 'utf8')).trimEnd().split('\n');
    const bundled = (await readdir(path.join(checkout, 'dist'))).sort();
    expect(lines.map((line) => line.slice(66))).toEqual([
      ...bundled.map((name) => `dist/${name}`),
      'go-mod-download-7.8.9.tgz',
      'sbom.cdx.json',
    ]);
    for (const line of lines) {
      const name = line.slice(66);
      const content = await readFile(path.join(name.startsWith('dist/') ? checkout : assets(), name));
      expect(line.slice(0, 64)).toBe(createHash('sha256').update(content).digest('hex'));
    }
  });

  test('the bill of materials is valid CycloneDX, and lists what is in dist/', async () => {
    const text = await readFile(path.join(assets(), 'sbom.cdx.json'), 'utf8');
    const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);
    expect(await validator.validate(text)).toBeNull();
    expect(await validator.validate(text.replace('"library"', '"book"'))).not.toBeNull();

    const { components, serialNumber, metadata, dependencies } = JSON.parse(text);
    expect(serialNumber).toMatch(
      /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(metadata).toMatchObject({
      timestamp: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T00:00:00Z$/),
      manufacturer: { name: expect.stringContaining('authors') },
    });
    expect(dependencies.every((each: object) => 'dependsOn' in each)).toBe(true);
    const listed = components.map(
      ({ group, name, version }: Record<string, string>) =>
        `${group === undefined ? '' : `${group}/`}${name} ${version}`,
    );
    const licenses = await readFile(path.join(checkout, 'dist/THIRD-PARTY-LICENSES.txt'), 'utf8');
    const licensed = [...licenses.matchAll(/^(\S+ \d\S*)\nLicense: /gm)].map(([, name]) => name);
    expect(listed).toEqual(licensed);
    expect(components.every(({ hashes }: { hashes?: unknown[] }) => hashes?.length === 1)).toBe(true);
  });

  test('the npm package runs in an empty folder and downloads the modules of a project', async () => {
    await using upstream = await fakeGoproxy({
      modules: [{ path: 'example.com/alpha', version: 'v1.0.0' }],
    });
    const empty = path.join(dir.path, 'empty');
    const project = path.join(dir.path, 'project');
    await mkdir(empty);
    await mkdir(project);
    await cp(tarball(), path.join(empty, path.basename(tarball())));
    await writeFile(
      path.join(project, 'go.mod'),
      'module example.com/main\n\ngo 1.24\n\nrequire example.com/alpha v1.0.0\n',
    );
    const npx = [
      '--yes',
      `./${path.basename(tarball())}`,
      '../project',
      '--cache',
      'off',
      '--report',
      'report.json',
    ];
    await run('npx', npx, {
      cwd: empty,
      env: {
        PATH: process.env['PATH'],
        HOME: dir.path,
        GOMODCACHE: path.join(dir.path, 'modules'),
        GOPROXY: upstream.url,
        GOSUMDB: 'off',
        GOFLAGS: '-modcacherw',
        // Nothing but the file that it is given.
        npm_config_offline: 'true',
      },
    });
    const report = JSON.parse(await readFile(path.join(empty, 'report.json'), 'utf8'));
    expect(report).toMatchObject({ verdict: 'done' });
    expect(await readdir(path.join(dir.path, 'modules/example.com'))).toEqual(['alpha@v1.0.0']);
    // One package: what it needs is in its bundle.
    const { stdout } = await run('tar', ['-xzOf', tarball(), 'package/package.json']);
    expect(JSON.parse(stdout)).not.toHaveProperty('dependencies');
    expect(JSON.parse(stdout)).not.toHaveProperty('optionalDependencies');
    expect(JSON.parse(stdout).engines).toEqual({ node: '>=24' });
  }, 60_000);
});
