import { type ModuleVersion, unescapePath, unescapeVersion } from '../go/module.ts';

/** ProxyFile is a file of the module proxy protocol that the module cache keeps. */
export interface ProxyFile {
  readonly module: ModuleVersion;
  readonly kind: 'info' | 'mod' | 'zip';
}

/**
 * proxyFileOf reads the URL of a request to a module proxy; undefined for any other URL. The path of the
 * proxy itself is unknown here: the module path is assumed to begin with the first element that looks like a
 * host name, as it does for every downloaded module.
 */
export function proxyFileOf(url: string): ProxyFile | undefined {
  const file = /^[a-z]+:\/\/[^/]+\/(?<path>.+)\/@v\/(?<version>[^/]+)\.(?<kind>info|mod|zip)$/i.exec(
    url,
  )?.groups;
  const { path: escapedPath = '', version: escapedVersion = '', kind } = file ?? {};
  if (kind !== 'info' && kind !== 'mod' && kind !== 'zip') return undefined;
  const elements = escapedPath.split('/').map(decoded);
  const path = unescapePath(elements.slice(elements.findIndex((element) => element.includes('.'))).join('/'));
  const version = unescapeVersion(decoded(escapedVersion));
  return path === undefined || version === undefined ? undefined : { module: { path, version }, kind };
}

/** The go command writes `!` as %21 and `+` as %2B. */
function decoded(element: string): string {
  return element.replaceAll('%21', '!').replaceAll('%2B', '+');
}
