import { rm } from 'node:fs/promises';
import { FetchFailure } from '../fetch/failure.ts';
import type { FetchContext } from '../fetch/fetch.ts';
import type { Group } from '../fetch/goproxy-list.ts';
import { NotFetched } from '../fetch/not-fetched.ts';
import { isLarge, type RequestedFile } from '../fetch/requested-file.ts';
import type { Content } from '../fetch/spool.ts';
import type { Upstream } from '../fetch/upstream.ts';
import { walkUpstreams } from '../fetch/walk.ts';
import { matchesGlobs } from '../go/goproxy.ts';
import type { Priority } from '../resilience/priority-limiter.ts';
import { Singleflight } from './singleflight.ts';

/** PrivatePatterns are Go's patterns of private modules, as lists of globs. */
export interface PrivatePatterns {
  readonly goprivate: string;
  readonly gonoproxy: string;
  readonly gonosumdb: string;
}

/** ModuleSource gives files, whether they are here already, under way, or still to be fetched. */
export interface ModuleSource {
  /** Throws NotFetched, the signal's reason, or what the disk says. */
  get(group: Group, file: RequestedFile, priority: Priority): Promise<Content>;
  /**
   * To be called when a file has been handed over: zips are requested once, and lie on the disk until then.
   */
  release(group: Group, file: RequestedFile, content: Content): Promise<void>;
  /** Whether proxies may be asked for a module: the go command does not where GONOPROXY matches. */
  mayAsk(path: string): boolean;
}

/** moduleSource fetches files, with `mirrors` to fall back on for modules that are public. */
export function moduleSource(
  context: FetchContext,
  mirrors: readonly Upstream[],
  { goprivate, gonoproxy, gonosumdb }: PrivatePatterns,
): ModuleSource {
  const singleflight = new Singleflight<Content>(() => context.servers.admit());
  const noProxy = gonoproxy || goprivate;
  const noSumDb = gonosumdb || goprivate;
  const mayAsk = (path: string) => !matchesGlobs(noProxy, path);
  const isPublic = (path: string) =>
    [goprivate, noProxy, noSumDb].every((globs) => !matchesGlobs(globs, path));

  const keyOf = ({ upstreams }: Group, { wire }: RequestedFile) => `${upstreams[0]?.url} ${wire}`;

  return {
    mayAsk,
    get(group, file, priority) {
      const { path, module } = file;
      const fallback = path !== undefined && isPublic(path) ? mirrors : [];
      const flight = { priority, isLarge: isLarge(file), keep: module !== undefined };
      return singleflight.join(keyOf(group, file), flight, async (demand) => {
        try {
          if (path !== undefined && !mayAsk(path)) throw notAllowed(file);
          return await walkUpstreams(context, { group, fallback }, file, demand);
        } catch (error) {
          if (!context.signal.aborted) context.onEvent({ kind: 'failed', file });
          throw error;
        }
      });
    },
    async release(group, file, content) {
      if (content.kind === 'memory') return;
      singleflight.forget(keyOf(group, file));
      if (content.kind === 'file') await rm(content.file, { force: true });
    },
  };
}

function notAllowed(file: RequestedFile): NotFetched {
  return new NotFetched(file, new FetchFailure({ kind: 'no-proxy-allowed' }), []);
}
