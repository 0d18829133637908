import { readdir, writeFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { inspect } from '../../src/inspect/inspect.ts';
import { fillModuleCache, listFiles } from '../support/module-cache.ts';
import { goSumOf, testModule } from '../support/module-zip.ts';
import { flipByte, forgePack } from '../support/pack-forge.ts';
import { pack } from '../support/pack-run.ts';
import { recordingGuard } from '../support/recording-guard.ts';
import { tempDir } from '../support/temp-dir.ts';

const alpha = testModule('example.com/alpha', 'v1.0.0', { 'data.txt': 'x'.repeat(1200) });
const beta = testModule('example.com/beta', 'v2.3.4+incompatible');
const modules = [beta, alpha];

/** A folder with the pack of two modules, and the subcommand in it. */
async function packed() {
  const dir = await tempDir({ 'go.sum': goSumOf(modules), 'alpha.sum': goSumOf([alpha]) });
  await fillModuleCache(`${dir.path}/mod`, modules);
  await pack(`${dir.path}/mod`, `${dir.path}/entry.pack`, modules, {
    uncovered: ['example.com/gamma@v0.1.0'],
  });
  const temp = `${dir.path}/mod`;
  const before = await listFiles(temp);
  return {
    path: dir.path,
    before,
    temp,
    async run(...args: readonly string[]) {
      const written = { out: '', err: '' };
      const status = await inspect(args, {
        print: (text) => {
          written.out += text;
        },
        complain: (text) => {
          written.err += text;
        },
        tempDir: temp,
        guard: recordingGuard(),
      });
      return { status, ...written };
    },
    [Symbol.asyncDispose]: () => dir[Symbol.asyncDispose](),
  };
}

describe('pack FILE', () => {
  test('lists what an entry holds, checks it against go.sum, and leaves nothing behind', async () => {
    await using at = await packed();
    const { status, out, err } = await at.run(`${at.path}/entry.pack`, '--go-sum', `${at.path}/go.sum`);
    expect(err).toBe('');
    expect(out.split('\n').slice(1)).toEqual([
      '',
      'MODULE                                STATE  FILES   BYTES  SHARD',
      'example.com/alpha@v1.0.0              ok         3  1.2 kB      0',
      'example.com/beta@v2.3.4+incompatible  ok         2    46 B      0',
      '',
      expect.stringMatching(/^SHARD {2}MODULES {2}CONTENT +STORED$/),
      expect.stringMatching(/^ +0 +2 +1\.3 kB +\d+ B$/),
      '',
      '2 modules with 5 files of 1.3 kB, and 2 go.mod files',
      'Left out, because go.sum has no line for it: example.com/gamma@v0.1.0',
      `Verified against ${at.path}/go.sum: OK`,
      '',
    ]);
    expect(out).toMatch(/entry\.pack: format 1, \d+ B, full entry\n/);
    expect(status).toBe(0);
    expect(await listFiles(at.temp)).toEqual(at.before);
    expect(await readdir(at.temp)).toEqual(['cache', 'example.com']);
  });

  test('takes the entry by its own word without a go.sum, and says so', async () => {
    await using at = await packed();
    const { status, out } = await at.run(`${at.path}/entry.pack`);
    expect(out).toContain('Verified against the hashes in the pack itself: OK');
    expect(status).toBe(0);
  });

  test('tells modules that no line of go.sum covers, which a restore leaves out', async () => {
    await using at = await packed();
    const { status, out } = await at.run(`${at.path}/entry.pack`, '--go-sum', `${at.path}/alpha.sum`);
    expect(out).toMatch(/beta@v2\.3\.4\+incompatible {2}no go\.sum line/);
    expect(out).toContain('OK, 1 without a go.sum line');
    expect(status).toBe(0);
  });

  test('names a module that was tampered with', async () => {
    await using at = await packed();
    await flipByte(`${at.path}/entry.pack`, ({ name }) => name === 'data.txt');
    const { status, out } = await at.run(`${at.path}/entry.pack`, '--go-sum', `${at.path}/go.sum`);
    expect(out).toMatch(/^example\.com\/alpha@v1\.0\.0 +REJECTED/m);
    expect(out).toMatch(/^Rejected example\.com\/alpha@v1\.0\.0: its hash is h1:.+, but go\.sum says h1:/m);
    expect(out).toMatch(/^example\.com\/beta.+ ok /m);
    expect(status).toBe(1);
  });

  test('names a go.mod that go.sum does not vouch for, and what a broken shard took with it', async () => {
    await using at = await packed();
    const mods = [alpha, beta].map(({ path, version }) => ({
      path,
      version,
      h1: `h1:${'A'.repeat(43)}=`,
      text: 'evil',
    }));
    await forgePack(`${at.path}/forged.pack`, {
      modules: [alpha, beta],
      mods,
      shard: (honest) => honest.subarray(0, -1),
    });
    const { status, out } = await at.run(`${at.path}/forged.pack`, '--go-sum', `${at.path}/go.sum`);
    expect(out).toMatch(/^Rejected example\.com\/alpha@v1\.0\.0\/go\.mod: its hash is/m);
    expect(out).toMatch(/^Rejected example\.com\/beta@v2\.3\.4\+incompatible: invalid shard: /m);
    expect(out).toMatch(/: 3 rejected$/m);
    expect(status).toBe(1);
  });

  test('shows no control characters of a hostile pack', async () => {
    await using at = await packed();
    const hostile = { ...alpha, files: { ...alpha.files, '\x1b[2Jclear': 'x' } };
    await forgePack(`${at.path}/forged.pack`, { modules: [hostile] });
    const { status, out } = await at.run(`${at.path}/forged.pack`);
    expect(out).toContain('is not a name for a file');
    expect(out).not.toContain('\x1b');
    expect(status).toBe(1);
  });

  test('says why a file is not a pack', async () => {
    await using at = await packed();
    await writeFile(`${at.path}/other.pack`, 'PK\x03\x04'.repeat(20));
    expect(await at.run(`${at.path}/other.pack`)).toMatchObject({
      status: 1,
      err: `${at.path}/other.pack: not a pack: it does not begin like one\n`,
    });
  });

  test.each([
    ['no file', []],
    ['two files', ['a', 'b']],
    ['a flag that there is not', ['a', '--sum', 'b']],
  ])('ends with status 2 for %s', async (_, args) => {
    await using at = await packed();
    const { status, err } = await at.run(...args);
    expect(err).toContain('Usage: go-mod-download pack FILE');
    expect(status).toBe(2);
  });

  test('ends with status 2 when go.sum cannot be read', async () => {
    await using at = await packed();
    const { status, err } = await at.run(`${at.path}/entry.pack`, '--go-sum', `${at.path}/missing.sum`);
    expect(err).toContain('missing.sum');
    expect(status).toBe(2);
  });
});
