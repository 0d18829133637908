import { moduleFile } from '../fetch/requested-file.ts';
import { asUpstream, type Upstream, urlOf } from '../fetch/upstream.ts';
import { type GoproxyEntry, matchesGlobs } from '../go/goproxy.ts';
import { escapePath, type ModuleVersion } from '../go/module.ts';
import { redactUrls } from '../go/url-credentials.ts';
import { basicAuthorization } from '../http/credentials.ts';
import { type GoSetting, settingOf } from '../plan/go-settings.ts';
import type { Question } from './ask.ts';
import type { Reply, Role } from './facts.ts';

/** ModuleProxy is an http(s) entry of GOPROXY. */
export interface ModuleProxy {
  readonly upstream: Upstream;
  readonly role: Extract<Role, { kind: 'module-proxy' }>;
}

/** moduleProxiesOf lists the http(s) entries of a GOPROXY list, each with the entry after it. */
export function moduleProxiesOf(entries: readonly GoproxyEntry[]): ModuleProxy[] {
  return entries.flatMap((entry, index) => {
    if (entry.kind !== 'url' || !/^https?:/i.test(entry.url)) return [];
    const upstream = asUpstream(entry.url, entry.separator);
    const next = entries[index + 1];
    const role = {
      kind: 'module-proxy' as const,
      separator: entry.separator,
      next: next === undefined ? undefined : shownEntry(next),
      hasCredentials: upstream.authorization !== undefined,
    };
    return [{ upstream, role }];
  });
}

/** shownEntry is an entry of GOPROXY without credentials. */
export function shownEntry(entry: GoproxyEntry): string {
  return 'url' in entry ? redactUrls(entry.url) : entry.kind;
}

/** A module that every public module proxy has; requested if go.mod requires no module from a proxy. */
const everywhere = 'golang.org/x/mod';

/** sampleQuestion asks a module proxy for what the go command would request first. */
export function sampleQuestion({ upstream }: ModuleProxy, sample: ModuleVersion | undefined): Question {
  const { authorization } = upstream;
  if (sample !== undefined) return infoQuestion(upstream, sample);
  return { url: listUrl(upstream, everywhere), asked: `the versions of ${everywhere}`, authorization };
}

/** infoQuestion asks a module proxy whether it has a version. */
export function infoQuestion(upstream: Upstream, module: ModuleVersion): Question {
  const { authorization } = upstream;
  const asked = `${module.path}@${module.version}`;
  return { url: urlOf(upstream, moduleFile(module, 'info')), asked, authorization };
}

/** zipQuestion asks a module proxy for the zip of a version. */
export function zipQuestion(upstream: Upstream, module: ModuleVersion): Question {
  return { ...infoQuestion(upstream, module), url: urlOf(upstream, moduleFile(module, 'zip')) };
}

/** listQuestion asks a module proxy which versions of a module it knows. */
export function listQuestion(upstream: Upstream, module: ModuleVersion): Question {
  return { ...infoQuestion(upstream, module), url: listUrl(upstream, module.path) };
}

function listUrl(upstream: Upstream, path: string): string {
  const wire = `${escapePath(path)}/@v/list`.replaceAll('!', '%21');
  return urlOf(upstream, { kind: 'list', wire, path, module: undefined });
}

/** ChecksumDatabase is what GOSUMDB names, with a URL if it has one. */
export interface ChecksumDatabase {
  readonly name: string;
  readonly url: string | undefined;
}

/**
 * checksumDatabaseOf reads GOSUMDB (cmd/go/internal/modfetch, dbDial): the name or the key of a database, and
 * optionally its URL; undefined for `off`.
 */
export function checksumDatabaseOf(setting: string): ChecksumDatabase | undefined {
  const [key = '', url] = setting.split(/\s+/).filter((field) => field !== '');
  if (key === 'off' || key === '') return undefined;
  return { name: key.split('+')[0] ?? key, url };
}

/** supportQuestion asks a module proxy whether it relays the checksum database. */
export function supportQuestion({ upstream }: ModuleProxy, name: string): Question {
  const url = `${upstream.url}/sumdb/${name}/supported`;
  return { url, asked: `whether it relays ${name}`, authorization: upstream.authorization };
}

/** databaseQuestion asks the checksum database for its latest state, at `base`. */
export function databaseQuestion(base: string, name: string, authorization?: string): Question {
  const url = new URL(`${base.replace(/\/$/, '')}/latest`);
  const login = url.username === '' ? authorization : basicAuthorization(url.username, url.password);
  url.username = '';
  url.password = '';
  return { url: url.href, asked: `the latest state of ${name}`, authorization: login };
}

/** RoutedModules are the modules of a project by where the go command fetches them. */
export interface RoutedModules {
  readonly proxied: readonly ModuleVersion[];
  /** By host of the repository. */
  readonly direct: ReadonlyMap<string, readonly ModuleVersion[]>;
}

/**
 * routeModules sorts modules by GONOPROXY (default: GOPRIVATE); all are direct if GOPROXY begins with
 * `direct`.
 */
export function routeModules(
  modules: readonly ModuleVersion[],
  settings: readonly GoSetting[],
  entries: readonly GoproxyEntry[],
): RoutedModules {
  const noproxy = settingOf(settings, 'GONOPROXY') || settingOf(settings, 'GOPRIVATE');
  const allDirect = entries[0]?.kind === 'direct';
  const isDirect = ({ path }: ModuleVersion) => allDirect || matchesGlobs(noproxy, path);
  const direct = Map.groupBy(modules.filter(isDirect), ({ path }) => path.split('/')[0] ?? path);
  return { proxied: modules.filter((module) => !isDirect(module)), direct };
}

/** Hosts on which the first path element is the owner; on others, the host itself counts as the owner. */
const forges = new Set(['github.com', 'gitlab.com', 'bitbucket.org', 'codeberg.org', 'gitee.com', 'sr.ht']);

/** ownerOf is the part of a module path to write in GOPRIVATE. */
export function ownerOf(path: string): string {
  const [host = path, user] = path.split('/');
  return forges.has(host) && user !== undefined ? `${host}/${user}` : host;
}

/**
 * leadsToNext tells whether the go command goes on to the next entry of GOPROXY after a reply, or after none.
 */
export function leadsToNext(reply: Reply | undefined, separator: ',' | '|' | ''): boolean {
  const notFound = reply?.kind === 'answered' && (reply.status === 404 || reply.status === 410);
  return notFound || separator === '|';
}
