import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { runAction } from '../support/action.ts';
import { checkOutCorpus, defaultGoproxy, fingerprintOf, goOffline } from '../support/corpus.ts';
import { fakeCacheService } from '../support/fake-cache-service.ts';
import { tempDir } from '../support/temp-dir.ts';

/** A GOPROXY that answers nothing: whoever asks it for a module fails. */
const deadGoproxy = 'http://127.0.0.1:9';

/** The two largest take minutes; `npm run test:corpora` runs them too. */
const projects = ['gin', 'node_exporter', 'kubernetes', 'lazygit'];
const large = ['cli', 'terraform'];

describe('a real project is downloaded once, and restored without asking for one module', () => {
  test.each(process.env['CORPORA'] === 'all' ? [...projects, ...large] : projects)(
    '%s',
    async (name) => {
      await using service = await fakeCacheService();
      await using cold = await tempDir();
      await using warm = await tempDir();
      const checkout = path.join(cold.path, 'work', name);
      await checkOutCorpus(name, checkout);
      // lazygit as it is checked out builds from its vendor folder; that is the next test's.
      const env = {
        ...service.env(),
        GOFLAGS: name === 'lazygit' ? '-mod=readonly -modcacherw' : '-modcacherw',
      };
      const before = await fingerprintOf(checkout);

      const first = await runAction({
        workspace: checkout,
        machine: cold.path,
        gomodcache: path.join(cold.path, 'mod'),
        env: { ...env, GOPROXY: defaultGoproxy() },
      });
      expect(first.report?.errors).toEqual([]);
      expect(first.code).toBe(0);
      expect(first.outputs).toMatchObject({
        'cache-hit': 'false',
        'cache-saved': 'true',
        'modules-restored': '0',
      });
      expect(Number(first.outputs['modules-downloaded'])).toBe(Number(first.outputs['modules']));

      // Another place, deeper, with an empty module cache at another path.
      const elsewhere = path.join(warm.path, 'a', 'deeper', 'place', name);
      await checkOutCorpus(name, elsewhere);
      const gomodcache = path.join(warm.path, 'another mod');
      const second = await runAction({
        workspace: elsewhere,
        machine: warm.path,
        gomodcache,
        env: { ...env, GOPROXY: deadGoproxy },
      });
      expect(second.report?.errors).toEqual([]);
      expect(second.code).toBe(0);
      expect(second.outputs).toMatchObject({
        'cache-hit': 'true',
        'cache-saved': 'false',
        'modules-restored': first.outputs['modules'],
        'modules-downloaded': '0',
        'modules-rejected': '0',
      });
      goOffline(['mod', 'download'], elsewhere, gomodcache);
      expect(goOffline(['mod', 'verify'], elsewhere, gomodcache)).toContain('all modules verified');
      expect(await fingerprintOf(checkout)).toBe(before);
    },
    300_000,
  );
});

test.each([
  { name: 'lazygit', because: 'vendor' },
  { name: 'mux', because: 'no dependencies' },
])('$name needs nothing: $because', async ({ name, because }) => {
  await using service = await fakeCacheService();
  await using machine = await tempDir();
  const checkout = path.join(machine.path, name);
  await checkOutCorpus(name, checkout);
  const run = await runAction({
    workspace: checkout,
    machine: machine.path,
    gomodcache: path.join(machine.path, 'mod'),
    env: { ...service.env(), GOPROXY: deadGoproxy },
  });
  expect(run.code).toBe(0);
  expect(run.report).toMatchObject({ verdict: 'nothing-to-do', sentence: expect.stringContaining(because) });
  expect(service.requests).toEqual([]);
});
