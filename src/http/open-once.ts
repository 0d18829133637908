import type { HttpClient } from '../ports/http-client.ts';

/** ClientOnDemand is a client that is opened when it is first asked for. */
export interface ClientOnDemand {
  readonly get: () => Promise<HttpClient>;
  /** Closes the client if it was opened. */
  readonly close: () => Promise<void>;
}

/** openOnce opens a client once, for everybody who asks. */
export function openOnce(open: () => Promise<HttpClient>): ClientOnDemand {
  let opened: Promise<HttpClient> | undefined;
  return {
    get: () => (opened ??= open()),
    // What could not be opened has been reported by whoever needed it.
    close: async () =>
      opened?.then(
        (client) => client.close(),
        () => undefined,
      ),
  };
}
