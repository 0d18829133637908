import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { goOffline } from '../support/corpus.ts';
import { packVersion } from '../support/fake-cache-service.ts';
import type { FakeModule } from '../support/goproxy-module.ts';
import { goSumOf } from '../support/goproxy-module.ts';
import { flipByte } from '../support/pack-forge.ts';
import { storedArchive, tamperWithEntry } from '../support/stored-entry.ts';
import { type Workflow, workflow } from '../support/workflow.ts';

const alpha: FakeModule = {
  path: 'example.com/alpha',
  version: 'v1.0.0',
  goMod: 'module example.com/alpha\n\ngo 1.21\n',
  files: { 'alpha.go': 'package alpha\n', 'deep/er/data.txt': 'data 1\n' },
};
const beta: FakeModule = { path: 'example.com/beta', version: 'v1.2.0' };

/** The entry that an attacker's job makes of modules of his own, which are what his go.sum says. */
async function entryOf(modules: readonly FakeModule[]): Promise<Buffer> {
  await using attacker = await workflow({ modules });
  const job = await attacker.job();
  return await storedArchive(attacker.service, `${job.outputs['cache-key']}-1`);
}

async function keyOf(flow: Workflow): Promise<string> {
  const { outputs } = await flow.job({ inputs: { cache: 'off' } });
  flow.proxy.requests.length = 0;
  return outputs['cache-key'] ?? '';
}

/** What must hold of a job whose entry has something wrong with alpha, and of the job after it. */
async function expectHealed(flow: Workflow, key: string): Promise<void> {
  flow.proxy.requests.length = 0;
  const healing = await flow.job();
  expect(healing.code).toBe(0);
  expect(healing.outputs).toMatchObject({
    'cache-hit': 'true',
    'modules-rejected': '1',
    'modules-restored': '1',
    'modules-downloaded': '1',
    'cache-saved': 'true',
  });
  expect(healing.log).toMatch(/^Rejected cached module example\.com\/alpha@v1\.0\.0: .*h1:/m);
  expect(flow.proxy.asked('zip')).toEqual(['/example.com/alpha/@v/v1.0.0.zip']);
  const verified = goOffline(['mod', 'verify'], healing.workspace, healing.gomodcache);
  expect(verified).toContain('all modules verified');
  expect(flow.service.entries.at(-1)).toMatchObject({ key: `${key}-2`, done: true });

  flow.proxy.requests.length = 0;
  const next = await flow.job();
  expect(next.outputs).toMatchObject({
    'cache-matched-key': `${key}-2`,
    'modules-rejected': '0',
    'modules-restored': '2',
    'cache-saved': 'false',
  });
  expect(flow.proxy.requests).toEqual([]);
}

describe('a stored entry loses a module, which is downloaded afresh, and is superseded', () => {
  test.each(['alpha.go', 'go.mod', 'deep/er/data.txt'])(
    'when one byte of its %s was changed',
    async (name) => {
      await using flow = await workflow({ modules: [alpha, beta] });
      const key = (await flow.job()).outputs['cache-key'] ?? '';
      await tamperWithEntry(flow.service, `${key}-1`, (pack) =>
        flipByte(pack, (file) => file.module === 'example.com/alpha@v1.0.0' && file.name === name),
      );
      await expectHealed(flow, key);
    },
  );

  test('when it was made from other contents, and all of it fits together', async () => {
    await using flow = await workflow({ modules: [alpha, beta] });
    const key = await keyOf(flow);
    const changed = { ...alpha, goMod: 'module example.com/alpha\n\ngo 1.20\n' };
    await flow.service.putEntry(`${key}-1`, packVersion, await entryOf([changed, beta]));
    await expectHealed(flow, key);
  });
});

describe('a poisoned module that no line of go.sum covers, with the checksum database off', () => {
  const good: FakeModule = { path: 'example.com/new', version: 'v0.1.0' };
  const poisoned: FakeModule = { ...good, files: { 'new.go': 'package new // poisoned\n' } };

  test('is not restored from an entry, and its hash comes into no go.sum', async () => {
    await using flow = await workflow({
      modules: [alpha, good],
      // A go.mod that somebody forgot to tidy: go.sum knows of alpha alone.
      files: (proxy) => ({ ...proxy.project(), 'go.sum': goSumOf([proxy.module(alpha.path)]) }),
    });
    const key = await keyOf(flow);
    await flow.service.putEntry(`${key}-1`, packVersion, await entryOf([alpha, poisoned]));

    const job = await flow.job();
    expect(job.code).toBe(0);
    expect(job.outputs).toMatchObject({ 'modules-restored': '1', 'modules-downloaded': '1' });
    expect(job.log).toContain('Not cacheable: no go.sum line for example.com/new@v0.1.0');
    expect(flow.proxy.asked('zip')).toEqual(['/example.com/new/@v/v0.1.0.zip']);
    const ziphash = path.join(job.gomodcache, 'cache/download/example.com/new/@v/v0.1.0.ziphash');
    expect(await readFile(ziphash, 'utf8')).toBe(flow.proxy.module(good.path).h1);
    expect(await readFile(path.join(job.gomodcache, 'example.com/new@v0.1.0/new.go'), 'utf8')).not.toContain(
      'poisoned',
    );
    expect(await readFile(path.join(job.workspace, 'go.sum'), 'utf8')).not.toContain('example.com/new');
  });
});
