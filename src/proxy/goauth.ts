import { moduleFile } from '../fetch/requested-file.ts';
import { asUpstream, urlOf } from '../fetch/upstream.ts';
import { parseGoproxy } from '../go/goproxy.ts';
import type { ModuleVersion } from '../go/module.ts';
import type { Clock } from '../ports/clock.ts';
import type { HttpClient } from '../ports/http-client.ts';
import { withDeadline } from '../resilience/deadline.ts';

/** GoauthOptions says how the go command authenticates itself, and to which servers it might have to. */
export interface GoauthOptions {
  /** The value of GOAUTH. */
  readonly goauth: string;
  readonly goproxy: string;
  /**
   * Requested to see which entries need credentials; without one, all that might need them are left to the go
   * command.
   */
  readonly module: ModuleVersion | undefined;
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

const probeMs = 10_000;

/**
 * entriesLeftToGo finds the entries of a GOPROXY list to which only the go command can authenticate itself,
 * with a GOAUTH command or git's credentials. It does that for https, after an answer of 4xx
 * (cmd/go/internal/auth): an https entry without credentials that answers a request for an .info with 4xx is
 * left to the go command. Throws ActionError `goproxy-invalid`.
 */
export async function entriesLeftToGo(options: GoauthOptions): Promise<ReadonlySet<string>> {
  if (options.goauth.split(';').every((method) => /^(?:netrc|off)?$/.test(method.trim()))) return new Set();
  const candidates = parseGoproxy(options.goproxy).flatMap((entry) =>
    entry.kind === 'url' && /^https:\/\/[^/@]*(?:\/|$)/.test(entry.url) ? [entry.url] : [],
  );
  const open = await Promise.all(candidates.map((url) => answersWithoutLogin(url, options)));
  return new Set(candidates.filter((_, index) => !open[index]));
}

async function answersWithoutLogin(
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
    // Without an answer nothing is known about credentials; our proxy's retries will help.
    return true;
  }
}
