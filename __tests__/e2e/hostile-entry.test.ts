import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { packVersion } from '../support/fake-cache-service.ts';
import { type OuterMember, outerArchive } from '../support/outer-archive.ts';
import { tempDir } from '../support/temp-dir.ts';
import { workflow } from '../support/workflow.ts';

const pack: OuterMember = { name: 'go-mod-download.pack', contents: 'no pack of ours' };

describe('an entry whose outer archive holds', () => {
  test.each<{ name: string; members: (outside: string) => readonly OuterMember[] }>([
    {
      name: 'an absolute name',
      members: (outside) => [{ name: `${outside}/victim`, contents: 'evil' }],
    },
    {
      name: 'names that go up',
      members: () => ['../up', '../../up', '../../../up'].map((name) => ({ name, contents: 'evil' })),
    },
    {
      name: 'a file behind a symbolic link',
      members: (outside) => [
        { name: 'door', type: 'symlink', linkname: outside },
        { name: 'door/victim', contents: 'evil' },
      ],
    },
    {
      name: 'the pack as a link to a file elsewhere',
      members: (outside) => [{ name: pack.name, type: 'symlink', linkname: `${outside}/victim` }],
    },
  ])('$name writes nothing outside, and the job downloads', async ({ members }) => {
    await using flow = await workflow({ modules: [{ path: 'example.com/alpha', version: 'v1.0.0' }] });
    await using outside = await tempDir({ victim: 'untouched' });
    const { outputs } = await flow.job({ inputs: { cache: 'off' } });
    const hostile = await outerArchive([...members(outside.path), pack]);
    await flow.service.putEntry(`${outputs['cache-key']}-1`, packVersion, hostile);

    const job = await flow.job();
    expect(job.code).toBe(0);
    expect(job.outputs).toMatchObject({ 'modules-restored': '0', 'modules-downloaded': '1' });
    expect(job.log).not.toMatch(/^::(?:error|warning)/m);
    expect(await readdir(outside.path)).toEqual(['victim']);
    expect(await readFile(path.join(outside.path, 'victim'), 'utf8')).toBe('untouched');
    const everywhere = await readdir(job.machine, { recursive: true });
    expect(everywhere.filter((name) => /^(?:up|door)$/.test(path.basename(name)))).toEqual([]);
    expect(await readdir(path.dirname(job.machine))).not.toContain('up');
  });
});
