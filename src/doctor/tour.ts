import type { GoproxyEntry } from '../go/goproxy.ts';
import type { ModuleVersion } from '../go/module.ts';
import { redactUrls } from '../go/url-credentials.ts';
import type { Prober } from '../ports/prober.ts';
import { type AskPorts, ask, measureSpeed, type Question } from './ask.ts';
import {
  checksumDatabaseOf,
  databaseQuestion,
  infoQuestion,
  listQuestion,
  type ModuleProxy,
  moduleProxiesOf,
  ownerOf,
  type Routed,
  sampleQuestion,
  supportQuestion,
  zipQuestion,
} from './endpoints.ts';
import type { Endpoint, Facts, ModuleFact, Reply, Role } from './facts.ts';
import { leadsOn } from './leads-on.ts';

/** Tour is what the servers are looked at with. */
export interface Tour extends AskPorts {
  readonly prober: Prober;
  readonly ca: readonly string[];
  /** The forward proxy for a URL, if any. */
  readonly proxyFor: (url: string) => string | undefined;
  readonly gosumdb: string;
}

/** At most so many hosts of repositories are looked at, and so many owners of modules asked about. */
const hostsMax = 8;
const ownersMax = 40;

/**
 * tourNetwork looks at every server that the go command would ask: each module proxy, the checksum database, and the
 * hosts of repositories; all at once, so that it takes no longer than the slowest. Rejects only with the signal's reason.
 */
export async function tourNetwork(
  entries: readonly GoproxyEntry[],
  routed: Routed,
  on: Tour,
): Promise<Pick<Facts, 'endpoints' | 'modules'>> {
  const proxies = moduleProxiesOf(entries);
  const sample = routed.throughProxy[0];
  const [visited, repositories] = await Promise.all([
    Promise.all(proxies.map((proxy) => visitModuleProxy(proxy, sample, on))),
    Promise.all(
      [...routed.direct].slice(0, hostsMax).map(([host, modules]) => visitRepository(host, modules, on)),
    ),
  ]);
  const [databases, modules] = await Promise.all([
    visitDatabase(proxies, visited, on),
    askForModules(proxies, visited, routed.throughProxy, on),
  ]);
  return { endpoints: [...visited, ...databases, ...repositories], modules };
}

async function visit(role: Role, question: Question, on: Tour): Promise<Endpoint> {
  const url = new URL(question.url);
  const tls = url.protocol === 'https:';
  const forwardProxy = on.proxyFor(question.url);
  const host = url.hostname.replace(/^\[(?<address>.*)\]$/, '$<address>');
  const target = { host, port: Number(url.port || (tls ? 443 : 80)), tls, forwardProxy };
  const stages = await on.prober.probe({ ...target, ca: on.ca, deadline: on.deadline }, on.signal);
  const reached = stages.every(({ fault }) => fault === undefined);
  return {
    role,
    url: url.origin,
    forwardProxy: forwardProxy && redactUrls(forwardProxy),
    stages,
    reply: reached ? await ask(question, on) : undefined,
  };
}

async function visitModuleProxy(
  proxy: ModuleProxy,
  sample: ModuleVersion | undefined,
  on: Tour,
): Promise<Endpoint> {
  const { upstream } = proxy;
  const endpoint = { ...(await visit(proxy.role, sampleQuestion(proxy, sample), on)), url: upstream.url };
  const { reply } = endpoint;
  if (reply?.kind !== 'answered' || reply.status !== 200 || sample === undefined) return endpoint;
  return { ...endpoint, reply: { ...reply, speed: await measureSpeed(zipQuestion(upstream, sample), on) } };
}

function visitRepository(host: string, modules: readonly ModuleVersion[], on: Tour): Promise<Endpoint> {
  const question = { url: `https://${host}/`, asked: 'its front page', authorization: undefined };
  return visit({ kind: 'repository', modules: modules.map(({ path }) => path) }, question, on);
}

async function visitDatabase(
  proxies: readonly ModuleProxy[],
  visited: readonly Endpoint[],
  on: Tour,
): Promise<Endpoint[]> {
  const database = checksumDatabaseOf(on.gosumdb);
  if (database === undefined) return [];
  const { name, url } = database;
  const relay = url === undefined ? await relayOf(name, proxies, visited, on) : 'none';
  if (relay === 'unknown') return [];
  const role = { kind: 'checksum-database' as const, name };
  if (relay === 'none') {
    const base = url ?? `https://${name}`;
    if (!URL.canParse(base)) return [];
    return [await visit({ ...role, through: 'itself' }, databaseQuestion(base, name), on)];
  }
  const through = { ...role, through: 'a module proxy' as const };
  const { upstream, failed } = relay;
  if (failed !== undefined) return [{ ...failed, role: through }];
  const question = databaseQuestion(`${upstream.url}/sumdb/${name}`, name, upstream.authorization);
  return [{ ...(await visit(through, question, on)), url: upstream.url }];
}

/** Relay is the module proxy that the go command asks for the database, or stops at because it does not say whether to. */
interface Relay {
  readonly upstream: ModuleProxy['upstream'];
  readonly failed?: Endpoint;
}

/**
 * The go command asks each module proxy whether it relays the database, and goes there itself when all say no
 * (cmd/go/internal/modfetch, initBase). Unknown where one does not answer at all, which is said elsewhere.
 */
async function relayOf(
  name: string,
  proxies: readonly ModuleProxy[],
  visited: readonly Endpoint[],
  on: Tour,
): Promise<Relay | 'none' | 'unknown'> {
  for (const [index, proxy] of proxies.entries()) {
    const { upstream, role } = proxy;
    const endpoint = visited[index];
    const reply = isSound(endpoint?.reply) ? await ask(supportQuestion(proxy, name), on) : undefined;
    if (reply?.kind === 'answered' && reply.status === 200) return { upstream };
    if (leadsOn(reply, role.separator)) continue;
    return endpoint === undefined || reply === undefined
      ? 'unknown'
      : { upstream, failed: { ...endpoint, reply } };
  }
  return 'none';
}

function isSound(reply: Reply | undefined): boolean {
  return reply?.kind === 'answered' && (reply.status === 200 || leadsOn(reply, ''));
}

/** One module of each owner is asked for: private ones share an owner. Those of unknown hosts come first. */
async function askForModules(
  proxies: readonly ModuleProxy[],
  visited: readonly Endpoint[],
  modules: readonly ModuleVersion[],
  on: Tour,
): Promise<ModuleFact[]> {
  const alive = visited.every(({ reply, role }) => {
    return reply?.kind === 'answered' || (role.kind === 'module-proxy' && role.separator === '|');
  });
  if (!alive || proxies.length === 0) return [];
  const byOwner = new Map(modules.toReversed().map((module) => [ownerOf(module.path), module]));
  const asked = [...byOwner]
    .sort(([a], [b]) => Number(a.includes('/')) - Number(b.includes('/')))
    .slice(0, ownersMax);
  const facts = await Promise.all(asked.map(([, module]) => askForModule(proxies, module, on)));
  return facts.filter((fact) => fact !== undefined);
}

async function askForModule(
  proxies: readonly ModuleProxy[],
  module: ModuleVersion,
  on: Tour,
): Promise<ModuleFact | undefined> {
  for (const { upstream, role } of proxies) {
    const reply = await ask(infoQuestion(upstream, module), on);
    if (reply.kind === 'answered' && reply.status === 200) return { ...module, answer: 'known' };
    if (leadsOn(reply, role.separator)) continue;
    if (reply.kind !== 'answered' || ![401, 403].includes(reply.status)) return undefined;
    return { ...module, answer: { refusedBy: upstream.url, status: reply.status } };
  }
  const lists = await Promise.all(proxies.map(({ upstream }) => ask(listQuestion(upstream, module), on)));
  const listed = lists.some((reply) => reply.kind === 'answered' && reply.status === 200);
  return { ...module, answer: listed ? 'version-unknown' : 'unknown' };
}
