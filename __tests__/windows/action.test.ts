import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { runAction } from '../support/action.ts';
import { fakeCacheService } from '../support/fake-cache-service.ts';
import { fakeGoproxy } from '../support/fake-goproxy.ts';
import { tempDir } from '../support/temp-dir.ts';
import { runGo, startNode, windowsDir } from '../support/wine.ts';

const modules = [
  { path: 'example.com/alpha', version: 'v1.0.0', files: { 'alpha.go': 'package alpha\n' } },
  { path: 'example.com/beta', version: 'v1.0.0' },
];

test('without tar and zstd the action restores what Linux saved to GitHub’s cache service, and says why it cannot save', async () => {
  await using proxy = await fakeGoproxy({ modules });
  await using service = await fakeCacheService();
  await using checkout = await windowsDir(proxy.project());

  const job = async () => {
    await using machine = await windowsDir({ output: '', env: '', summary: '' });
    const inside = (name: string) => `${machine.windows}\\${name}`;
    const env = {
      ...proxy.env(),
      ...service.env(),
      GITHUB_ACTIONS: 'true',
      GITHUB_WORKSPACE: checkout.windows,
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_EVENT_NAME: 'push',
      GITHUB_REF_TYPE: 'branch',
      GITHUB_OUTPUT: inside('output'),
      GITHUB_ENV: inside('env'),
      GITHUB_STEP_SUMMARY: inside('summary'),
      RUNNER_TEMP: machine.windows,
      INPUT_GOMODCACHE: inside('Speicher für Module'),
    };
    const step = await startNode('main.mjs', [], { cwd: checkout.here, env });
    const { code, stdout, stderr } = await step.ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const report = /report<<(\S+)\r?\n(.+?)\r?\n/.exec(
      await readFile(path.join(machine.here, 'output'), 'utf8'),
    );
    const exported = await readFile(path.join(machine.here, 'env'), 'utf8');
    const built = await runGo(['list', '-deps', './...'], {
      cwd: checkout.here,
      env: { ...proxy.env(), GOPROXY: 'off', GOMODCACHE: inside('Speicher für Module') },
    });
    expect(built).toMatchObject({ code: 0, stderr: '' });
    const [, , file = ''] = report ?? [];
    const text = await readFile(path.join(machine.here, path.win32.basename(file)), 'utf8');
    return { stdout, exported, outputs: JSON.parse(text).outputs };
  };

  const first = await job();
  expect(first.outputs).toMatchObject({ modules: 2, 'modules-downloaded': 2, 'cache-hit': false });
  expect(first.exported).toContain('Speicher für Module');
  // GitHub's client, which saves, needs one.
  expect(first.stdout).toContain('Cache: not saved: there is no `tar` on PATH');

  await using linux = await tempDir();
  await mkdir(path.join(linux.path, 'checkout'));
  for (const [name, content] of Object.entries(proxy.project())) {
    await writeFile(path.join(linux.path, 'checkout', name), content);
  }
  const saved = await runAction({
    workspace: path.join(linux.path, 'checkout'),
    machine: linux.path,
    gomodcache: path.join(linux.path, 'mod'),
    env: { ...proxy.env(), ...service.env() },
  });
  expect(saved.outputs).toMatchObject({ 'cache-saved': 'true' });
  const second = await job();
  expect(second.outputs).toMatchObject({
    'cache-hit': true,
    'cache-key': saved.outputs['cache-key'],
    'modules-restored': 2,
    'modules-downloaded': 0,
  });
});
