import { stat } from 'node:fs/promises';
import { moduleKey } from '../go/module.ts';
import { redactUrls } from '../go/url-credentials.ts';
import { modcachePaths } from '../modcache/modcache.ts';
import { ifPresent } from '../plain-file.ts';
import type { TraceEvent } from './go-trace.ts';
import { type ProxyFile, proxyFileOf } from './proxy-file.ts';

/** Awaited is something that was requested and has not arrived. */
export interface Awaited {
  /** `path@version`; the URL or git command without secrets, if it is not a file of a module. */
  readonly what: string;
  readonly module?: string;
  readonly host?: string;
  /** Where its bytes are written: the final file, or git's folder. */
  readonly target?: { readonly kind: 'file' | 'git'; readonly path: string };
}

/** InFlight tracks what one run of the go command has requested. */
export interface InFlight {
  follow(event: TraceEvent): void;
  /** What is still missing; a file whose answer has begun counts until it is in the module cache. */
  awaited(): Promise<Awaited[]>;
  /** How many requests and git commands there were. */
  requests(): number;
  /** The modules whose zip was requested. */
  zips(): ReadonlySet<string>;
}

/** followRequests makes an InFlight; `gomodcache` is where the files will be. */
export function followRequests(gomodcache: string): InFlight {
  const pending = new Map<string, Awaited>();
  const zips = new Set<string>();
  let requests = 0;
  const start = (key: string, awaited: Awaited) => {
    requests++;
    pending.set(key, awaited);
  };
  return {
    follow(event) {
      switch (event.kind) {
        case 'get-started': {
          const file = proxyFileOf(event.url);
          if (file?.kind === 'zip') zips.add(moduleKey(file.module));
          return start(event.url, awaitedUrl(event.url, file, gomodcache));
        }
        case 'get-answered':
          if (event.status !== 200 || pending.get(event.url)?.target === undefined) pending.delete(event.url);
          return;
        case 'git-started':
          return start(gitKey(event), awaitedGit(event.dir, event.command));
        case 'git-finished':
          pending.delete(gitKey(event));
      }
    },
    async awaited() {
      for (const [key, { target }] of pending) {
        if (target?.kind === 'file' && (await isThere(target.path))) pending.delete(key);
      }
      return [...pending.values()];
    },
    requests: () => requests,
    zips: () => zips,
  };
}

/** describeAwaited lists what is awaited, for people: each once, and not more than a few. */
export function describeAwaited(awaited: readonly Awaited[]): string {
  const names = [...new Set(awaited.map(({ what }) => what))];
  const hosts = [...new Set(awaited.flatMap(({ host }) => host ?? []))];
  const shown = names.slice(0, shownNames).join(', ');
  const more = names.length > shownNames ? ` and ${names.length - shownNames} more` : '';
  return `${shown}${more}${hosts.length === 0 ? '' : ` from ${hosts.join(', ')}`}`;
}

const shownNames = 5;

function awaitedUrl(url: string, file: ProxyFile | undefined, gomodcache: string): Awaited {
  const host = URL.canParse(url) ? { host: new URL(url).host } : {};
  if (file === undefined) return { what: redactUrls(url), ...host };
  const module = moduleKey(file.module);
  const path = modcachePaths(gomodcache, file.module)[file.kind];
  return { what: module, module, ...host, target: { kind: 'file', path } };
}

function awaitedGit(dir: string, command: string): Awaited {
  return { what: redactUrls(`\`${command}\``), target: { kind: 'git', path: dir } };
}

function gitKey({ dir, command }: { readonly dir: string; readonly command: string }): string {
  return `${dir}; ${command}`;
}

async function isThere(file: string): Promise<boolean> {
  return (await ifPresent(stat(file))) !== undefined;
}
