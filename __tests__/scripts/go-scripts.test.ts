import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { withLoan } from '../../scripts/go-scripts/goroot.ts';
import { startLender } from '../../scripts/go-scripts/lender.ts';
import { fakeGoproxy } from '../support/fake-goproxy.ts';
import { tempDir } from '../support/temp-dir.ts';

const goroot = execFileSync('go', ['env', 'GOROOT'], { encoding: 'utf8', cwd: tmpdir() }).trim();

describe('the tests of cmd/go', () => {
  const file = path.join(goroot, 'src/cmd/go/scriptcmds_test.go');
  // Some packages of Go come without its tests.
  const testWithFile = existsSync(file) ? test : test.skip;

  testWithFile('are changed where they run the go command, and nowhere else', () => {
    const original = readFileSync(file, 'utf8');
    const patched = withLoan(original)?.split('\n') ?? [];
    const changed = patched.filter((line, index) => line !== original.split('\n')[index]);
    expect(changed.map((line) => line.trim())).toEqual(['return throughModuleProxy(cmd, state, s)']);
  });

  test('are not changed where go commands are run in a way that is not known', () => {
    expect(withLoan('func scriptGo() script.Cmd { return script.Program(testGo) }')).toBeUndefined();
  });
});

describe('a lender', () => {
  const settings = { GOPRIVATE: '', GONOPROXY: '', GONOSUMDB: '', GOAUTH: 'netrc', env: {} };
  const post = async (url: string, question: object): Promise<Record<string, string>> =>
    (await fetch(url, { method: 'POST', body: JSON.stringify(question) })).json() as never;

  test('stands in for a GOPROXY list until it gets its module proxy back', async () => {
    await using upstream = await fakeGoproxy({ modules: [{ path: 'example.com/alpha', version: 'v1.0.0' }] });
    await using temp = await tempDir();
    await using lender = await startLender(temp.path);
    const loan = await post(`${lender.url}/lend`, { ...settings, GOPROXY: `${upstream.url},direct` });
    const [ours = '', last] = loan['goproxy']?.split(',') ?? [];
    expect(last).toBe('direct');
    expect(ours).not.toBe(upstream.url);

    const info = await fetch(`${ours}/example.com/alpha/@v/v1.0.0.info`);
    expect(await info.json()).toMatchObject({ Version: 'v1.0.0' });
    expect(upstream.asked('info')).toHaveLength(1);

    const output = { id: loan['id'], stdout: '', stderr: `reading ${ours}/x: 404` };
    expect((await post(`${lender.url}/return`, output))['stderr']).toBe(`reading ${upstream.url}/x: 404`);
    await expect(fetch(ours)).rejects.toThrow('fetch failed');
    expect(lender.counts().lent).toBe(1);
  });

  test('leaves a list as it is that no run would begin with, and says why', async () => {
    await using temp = await tempDir();
    await using lender = await startLender(temp.path);
    const loan = await post(`${lender.url}/lend`, { ...settings, GOPROXY: 'ftp://example.com' });
    expect(loan['goproxy']).toBe('ftp://example.com');
    expect([...lender.counts().refused.keys()].join()).toContain('ftp://example.com');
  });
});
