import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { diagnose } from '../diagnosis/diagnose.ts';
import type { Downloaded } from '../download/download.ts';
import type { Env } from '../ports/env.ts';
import type { Run } from './run.ts';

/**
 * diagnosed adds to what failed in a download what can be found out about it, while the proxies that `env` names are still
 * there to be asked.
 */
export async function diagnosed(run: Run, ended: Downloaded, env: Env): Promise<Downloaded> {
  if (ended.kind === 'complete') return ended;
  const { plan, inputs, ports, signal, scratchDir } = run;
  const dir = path.join(scratchDir, 'neutral');
  await mkdir(dir, { recursive: true });
  const zips = ended.modules.filter(({ bytes }) => bytes > 0);
  const circumstances = {
    roots: plan.roots,
    extraModules: inputs.extraModules,
    gomodcache: plan.goEnv.GOMODCACHE,
    goflags: plan.goEnv.GOFLAGS,
    zips: {
      count: zips.length,
      bytes: zips.reduce((sum, { bytes }) => sum + bytes, 0),
      expected: plan.required.length,
    },
    env,
    dir,
    signal,
  };
  const failures = await diagnose(ended.failures, circumstances, { ...ports, log: ports.runner.log });
  return { ...ended, failures };
}
