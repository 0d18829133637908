import type { GoFailure } from '../download/classify.ts';
import { parseModuleKey } from '../go/module.ts';
import type { ModuleQuery } from '../inputs/inputs.ts';
import type { MainRoot } from '../plan/main-modules.ts';
import type { Clock } from '../ports/clock.ts';
import type { Env } from '../ports/env.ts';
import type { Exec } from '../ports/exec.ts';
import type { Log } from '../ports/runner.ts';
import { type Advice, aboutVersions, adviceFor, type Facts } from './advice.ts';
import { diskSpace } from './disk-space.ts';
import { knownVersions } from './known-versions.ts';
import { locationOf } from './location-of.ts';

/** DiagnosisContext describes a failed download. */
export interface DiagnosisContext {
  readonly roots: readonly MainRoot[];
  readonly extraModules: readonly ModuleQuery[];
  readonly gomodcache: string;
  readonly goflags: string;
  readonly zips: Facts['zips'];
  /** The environment of the go command that failed, with which the same requests are still possible. */
  readonly env: Env;
  /** An empty folder. */
  readonly dir: string;
  readonly signal: AbortSignal;
}

/** DiagnosisPorts is what a diagnosis needs from outside. */
export interface DiagnosisPorts {
  readonly exec: Exec;
  readonly clock: Clock;
  readonly log: Pick<Log, 'debug'>;
}

/**
 * diagnose adds to failures what the checkout, the disk and the proxies know: the line, the input, the
 * available versions, the free space. If a part of it fails, that part is left out.
 */
export async function diagnose(
  failures: readonly GoFailure[],
  context: DiagnosisContext,
  ports: DiagnosisPorts,
): Promise<readonly GoFailure[]> {
  const { goflags, zips } = context;
  const facts: Facts = {
    goflags,
    zips,
    versions: await knownVersions({ ...context, paths: pathsToAsk(failures) }, ports),
    disk: failures.some(({ code }) => code === 'disk-full') ? await diskSpace(context.gomodcache) : undefined,
  };
  return failures.map((failure) => completed(failure, adviceFor(failure, facts), context));
}

function completed(
  failure: GoFailure,
  advice: Advice,
  { roots, extraModules }: Pick<DiagnosisContext, 'roots' | 'extraModules'>,
): GoFailure {
  const { input: ruled, ...rest } = failure;
  const isExtra = extraModules.some(({ path, query }) => failure.module === `${path}@${query}`);
  const location = isExtra ? undefined : locationOf(failure, roots);
  const input = isExtra ? 'extra-modules' : (advice.input ?? ruled ?? '');
  const { input: _, ...better } = advice;
  return {
    ...rest,
    ...better,
    ...(location === undefined ? {} : { location }),
    ...(input === '' ? {} : { input }),
  };
}

function pathsToAsk(failures: readonly GoFailure[]): string[] {
  return failures
    .filter(({ code }) => aboutVersions.has(code))
    .flatMap(({ module }) => (module === undefined ? [] : (parseModuleKey(module)?.path ?? [])));
}
