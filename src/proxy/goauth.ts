import { moduleFile } from '../fetch/requested-file.ts';
import { asUpstream, urlOf } from '../fetch/upstream.ts';
import { parseGoproxy } from '../go/goproxy.ts';
import type { ModuleVersion } from '../go/module.ts';
import type { Clock } from '../ports/clock.ts';
import type { HttpClient } from '../ports/http-client.ts';
import { withDeadline } from '../resilience/deadline.ts';

/** GoauthOptions says how the go command authenticates itself, and to whom it might have to. */
export interface GoauthOptions {
  /** The value of GOAUTH. */
  readonly goauth: string;
  readonly goproxy: string;
  /** Asked for, to see who wants to know us; without one everybody who might is left to the go command. */
  readonly module: ModuleVersion | undefined;
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

const probeMs = 10_000;

/**
 * entriesLeftToGo finds the entries of a GOPROXY list that only the go command can authenticate itself to. Running a
 * GOAUTH command, or git for its credentials, is its business. It does so for https, and when an answer is 4xx: an entry
 * without credentials of its own that does not simply give an .info is left to it (cmd/go/internal/auth). Throws
 * ActionError `goproxy-invalid`.
 */
export async function entriesLeftToGo(options: GoauthOptions): Promise<ReadonlySet<string>> {
  if (options.goauth.split(';').every((method) => /^\s*(?:netrc|off)?\s*$/.test(method))) return new Set();
  const candidates = parseGoproxy(options.goproxy).flatMap((entry) =>
    entry.kind === 'url' && /^https:\/\/[^/@]*(?:\/|$)/.test(entry.url) ? [entry.url] : [],
  );
  const open = await Promise.all(candidates.map((url) => givesFreely(url, options)));
  return new Set(candidates.filter((_, index) => !open[index]));
}

async function givesFreely(
  url: string,
  { module, http, clock, signal: parent }: GoauthOptions,
): Promise<boolean> {
  if (module === undefined) return false;
  const target = urlOf(asUpstream(url, ''), moduleFile(module, 'info'));
  try {
    return await withDeadline({ ms: probeMs, clock, parent }, async (signal) => {
      const response = await http.send({ url: target, headers: {}, signal });
      response.discard();
      return response.status < 400 || response.status >= 500;
    });
  } catch {
    parent.throwIfAborted();
    // No answer says nothing about credentials, and much for our help.
    return true;
  }
}
