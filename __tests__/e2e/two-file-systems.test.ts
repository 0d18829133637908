import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { workflow } from '../support/workflow.ts';

/** On Linux a file system of its own, in memory. */
const shared = '/dev/shm';
const differs = existsSync(shared) && statSync(shared).dev !== statSync(tmpdir()).dev;
const modules = [
  { path: 'example.com/alpha', version: 'v1.0.0' },
  { path: 'example.com/beta', version: 'v1.2.0' },
];

// A container mounts volumes at parts of a module cache: to keep only what is downloaded, or only the trees.
(differs ? describe : describe.skip)('a module cache that spreads over two file systems is filled', () => {
  test.each([
    { part: 'cache', layout: 'full' },
    { part: 'cache', layout: 'zip' },
    { part: 'cache', layout: 'tree' },
    { part: 'cache/download', layout: 'full' },
    { part: 'cache/download', layout: 'zip' },
    { part: 'example.com', layout: 'full' },
    { part: 'example.com', layout: 'tree' },
  ])('with $part elsewhere and `layout: $layout`', async ({ part, layout }) => {
    await using flow = await workflow({ modules });
    await flow.job();
    const elsewhere = await mkdtemp(path.join(shared, 'go-mod-download-'));
    try {
      const gomodcache = path.join(flow.dir, 'spread');
      await mkdir(path.dirname(path.join(gomodcache, part)), { recursive: true });
      await symlink(elsewhere, path.join(gomodcache, part));
      const job = await flow.job({ gomodcache, inputs: { layout } });
      expect(job.code).toBe(0);
      expect(job.report?.fallbacks).toEqual([]);
      const env = {
        ...process.env,
        GOMODCACHE: gomodcache,
        GOPROXY: 'off',
        GOSUMDB: 'off',
        GOFLAGS: '-modcacherw',
      };
      execFileSync('go', ['build', '-o', path.join(flow.dir, 'program'), '.'], { cwd: job.workspace, env });
    } finally {
      await rm(elsewhere, { recursive: true, force: true });
    }
  });
});
