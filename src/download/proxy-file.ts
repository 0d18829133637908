import { type ModuleVersion, unescapePath, unescapeVersion } from '../go/module.ts';

/** ProxyFile is a file of the module proxy protocol that stays in the module cache once it is there. */
export interface ProxyFile {
  readonly module: ModuleVersion;
  readonly kind: 'info' | 'mod' | 'zip';
}

/**
 * proxyFileOf reads the URL of a request to a module proxy; undefined for one that is for something else. The
 * path of the proxy itself is not known here: the module path is taken to begin with the first element that looks
 * like a host name, as every downloaded module's does.
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

/** The go command writes `!` as %21. */
function decoded(element: string): string {
  return element.replaceAll('%21', '!').replaceAll('%2B', '+');
}
