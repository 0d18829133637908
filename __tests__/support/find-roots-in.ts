import path from 'node:path';
import { childProcessExec } from '../../src/adapters/child-process-exec.ts';
import { readGoWork } from '../../src/go/goenv.ts';
import { type FindRootsRequest, findRoots } from '../../src/plan/find-roots.ts';
import type { MainRoot } from '../../src/plan/main-modules.ts';
import { recordingGuard } from './recording-guard.ts';

/** FindOptions is where and how roots are looked for; `env` is added to the environment of the go command. */
export interface FindOptions extends Partial<Omit<FindRootsRequest, 'workingDirectory' | 'goWork'>> {
  readonly at?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** findRootsIn finds the roots of a checkout in `dir`, with the go.work that the real go command uses there. */
export async function findRootsIn(dir: string, options: FindOptions = {}): Promise<MainRoot[]> {
  const { at = '.', env = {}, ...request } = options;
  const { GOFLAGS: _, GOWORK: __, ...inherited } = process.env;
  const workingDirectory = path.join(dir, at);
  const goWork = await readGoWork(
    childProcessExec(recordingGuard()),
    { ...inherited, GOENV: 'off', ...env },
    workingDirectory,
    new AbortController().signal,
  );
  return findRoots({
    workingDirectory,
    goWork,
    patterns: [],
    modfile: undefined,
    leftOut: [],
    onPassedOver: () => undefined,
    ...request,
  });
}
