import { freePort } from './ports.ts';

/** Toxic is a fault of toxiproxy, on the way from the server to the client. */
export interface Toxic {
  readonly type: string;
  readonly attributes: Readonly<Record<string, number>>;
  /** Share of connections that have it. */
  readonly toxicity: number;
}

/** Wire is a TCP connection through toxiproxy. */
export interface Wire {
  /** Where clients connect to. */
  readonly url: string;
  /** While it is cut, connections are refused. */
  cut(isCut: boolean): Promise<void>;
  remove(): Promise<void>;
}

/** layWire lays a wire to `target` (a URL) through the toxiproxy whose API is on port `api`. */
export async function layWire(api: number, target: string, toxics: readonly Toxic[]): Promise<Wire> {
  const port = await freePort();
  const proxy = `/proxies/wire-${port}`;
  await call(api, 'POST', '/proxies', {
    name: `wire-${port}`,
    listen: `127.0.0.1:${port}`,
    upstream: new URL(target).host,
    enabled: true,
  });
  for (const toxic of toxics) await call(api, 'POST', `${proxy}/toxics`, { stream: 'downstream', ...toxic });
  return {
    url: `http://127.0.0.1:${port}`,
    cut: (isCut) => call(api, 'POST', proxy, { enabled: !isCut }),
    remove: () => call(api, 'DELETE', proxy),
  };
}

async function call(api: number, method: string, path: string, body?: object): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${api}${path}`, {
    method,
    signal: AbortSignal.timeout(10_000),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`toxiproxy answered ${response.status} to ${method} ${path}: ${text}`);
}
