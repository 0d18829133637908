import type { GoproxyEntry } from '../go/goproxy.ts';
import type { ModuleVersion } from '../go/module.ts';
import { redactUrls } from '../go/url-credentials.ts';
import type { Prober } from '../ports/prober.ts';
import { type AskPorts, ask, measureSpeed, type Question } from './ask.ts';
import {
  checksumDatabaseOf,
  databaseQuestion,
  infoQuestion,
  leadsToNext,
  listQuestion,
  type ModuleProxy,
  moduleProxiesOf,
  ownerOf,
  type RoutedModules,
  sampleQuestion,
  supportQuestion,
  zipQuestion,
} from './endpoints.ts';
import type { Endpoint, Facts, ModuleFact, Reply, Role } from './facts.ts';

/** NetworkContext is what the servers are checked with. */
export interface NetworkContext extends AskPorts {
  readonly prober: Prober;
  readonly ca: readonly string[];
  /** The forward proxy for a URL, if any. */
  readonly proxyFor: (url: string) => string | undefined;
  readonly gosumdb: string;
}

/** The maximum number of repository hosts, and of module owners, that are checked. */
const hostsMax = 8;
const ownersMax = 40;

/**
 * checkNetwork checks every server that the go command would use: each module proxy, the checksum database,
 * and the hosts of repositories, all in parallel. Rejects only with the signal's reason.
 */
export async function checkNetwork(
  entries: readonly GoproxyEntry[],
  routed: RoutedModules,
  on: NetworkContext,
): Promise<Pick<Facts, 'endpoints' | 'modules'>> {
  const proxies = moduleProxiesOf(entries);
  const sample = routed.proxied[0];
  const [checked, repositories] = await Promise.all([
    Promise.all(proxies.map((proxy) => checkModuleProxy(proxy, sample, on))),
    Promise.all(
      [...routed.direct].slice(0, hostsMax).map(([host, modules]) => checkRepository(host, modules, on)),
    ),
  ]);
  const [databases, modules] = await Promise.all([
    checkDatabase(proxies, checked, on),
    askForModules(proxies, checked, routed.proxied, on),
  ]);
  return { endpoints: [...checked, ...databases, ...repositories], modules };
}

async function checkEndpoint(role: Role, question: Question, on: NetworkContext): Promise<Endpoint> {
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

async function checkModuleProxy(
  proxy: ModuleProxy,
  sample: ModuleVersion | undefined,
  on: NetworkContext,
): Promise<Endpoint> {
  const { upstream } = proxy;
  const endpoint = {
    ...(await checkEndpoint(proxy.role, sampleQuestion(proxy, sample), on)),
    url: upstream.url,
  };
  const { reply } = endpoint;
  if (reply?.kind !== 'answered' || reply.status !== 200 || sample === undefined) return endpoint;
  return { ...endpoint, reply: { ...reply, speed: await measureSpeed(zipQuestion(upstream, sample), on) } };
}

function checkRepository(
  host: string,
  modules: readonly ModuleVersion[],
  on: NetworkContext,
): Promise<Endpoint> {
  const question = { url: `https://${host}/`, asked: 'its front page', authorization: undefined };
  return checkEndpoint({ kind: 'repository', modules: modules.map(({ path }) => path) }, question, on);
}

async function checkDatabase(
  proxies: readonly ModuleProxy[],
  checked: readonly Endpoint[],
  on: NetworkContext,
): Promise<Endpoint[]> {
  const database = checksumDatabaseOf(on.gosumdb);
  if (database === undefined) return [];
  const { name, url } = database;
  const relay = url === undefined ? await relayOf(name, proxies, checked, on) : 'none';
  if (relay === 'unknown') return [];
  const role = { kind: 'checksum-database' as const, name };
  if (relay === 'none') {
    const base = url ?? `https://${name}`;
    if (!URL.canParse(base)) return [];
    return [await checkEndpoint({ ...role, through: 'itself' }, databaseQuestion(base, name), on)];
  }
  const through = { ...role, through: 'a module proxy' as const };
  const { upstream, failed } = relay;
  if (failed !== undefined) return [{ ...failed, role: through }];
  const question = databaseQuestion(`${upstream.url}/sumdb/${name}`, name, upstream.authorization);
  return [{ ...(await checkEndpoint(through, question, on)), url: upstream.url }];
}

/** Relay is the module proxy through which the go command reaches the database, or at which it fails. */
interface Relay {
  readonly upstream: ModuleProxy['upstream'];
  readonly failed?: Endpoint;
}

/**
 * The go command asks each module proxy whether it relays the database, and connects directly if none does
 * (cmd/go/internal/modfetch, initBase). Unknown if a proxy does not respond; that is a finding of its own.
 */
async function relayOf(
  name: string,
  proxies: readonly ModuleProxy[],
  checked: readonly Endpoint[],
  on: NetworkContext,
): Promise<Relay | 'none' | 'unknown'> {
  for (const [index, proxy] of proxies.entries()) {
    const { upstream, role } = proxy;
    const endpoint = checked[index];
    const reply = isSound(endpoint?.reply) ? await ask(supportQuestion(proxy, name), on) : undefined;
    if (reply?.kind === 'answered' && reply.status === 200) return { upstream };
    if (leadsToNext(reply, role.separator)) continue;
    return endpoint === undefined || reply === undefined
      ? 'unknown'
      : { upstream, failed: { ...endpoint, reply } };
  }
  return 'none';
}

function isSound(reply: Reply | undefined): boolean {
  return reply?.kind === 'answered' && (reply.status === 200 || leadsToNext(reply, ''));
}

/**
 * Requests one module per owner, because private modules share an owner. Owners on unknown hosts come first.
 */
async function askForModules(
  proxies: readonly ModuleProxy[],
  checked: readonly Endpoint[],
  modules: readonly ModuleVersion[],
  on: NetworkContext,
): Promise<ModuleFact[]> {
  const alive = checked.every(({ reply, role }) => {
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
  on: NetworkContext,
): Promise<ModuleFact | undefined> {
  for (const { upstream, role } of proxies) {
    const reply = await ask(infoQuestion(upstream, module), on);
    if (reply.kind === 'answered' && reply.status === 200) return { ...module, answer: 'known' };
    if (leadsToNext(reply, role.separator)) continue;
    if (reply.kind !== 'answered' || ![401, 403].includes(reply.status)) return undefined;
    return { ...module, answer: { refusedBy: upstream.url, status: reply.status } };
  }
  const lists = await Promise.all(proxies.map(({ upstream }) => ask(listQuestion(upstream, module), on)));
  const listed = lists.some((reply) => reply.kind === 'answered' && reply.status === 200);
  return { ...module, answer: listed ? 'version-unknown' : 'unknown' };
}
