import {
  checkModule,
  escapePath,
  escapeVersion,
  type ModuleVersion,
  moduleKey,
  unescapePath,
  unescapeVersion,
} from '../go/module.ts';

/** Lane tells large files from small ones: a server can be fast with these and slow with those. */
export type Lane = 'zip' | 'small';

/**
 * FileKind is a kind of file of the module proxy protocol (https://go.dev/ref/mod#goproxy-protocol), or of a
 * download site.
 */
export type FileKind =
  | 'list'
  | 'latest'
  | 'info'
  | 'mod'
  | 'zip'
  | 'sumdb'
  /** A small and a large file of a download site. */
  | 'text'
  | 'archive';

/** RequestedFile is a file that can be requested from an upstream. */
export interface RequestedFile {
  readonly kind: FileKind;
  /** Path below the upstream, percent-encoded as by the go command. */
  readonly wire: string;
  /** Of the module; undefined for the checksum database and download sites. */
  readonly path: string | undefined;
  /** Set if the file belongs to one version and never changes. */
  readonly module: ModuleVersion | undefined;
}

/** moduleFile names a file of a module version. Throws like escapePath. */
export function moduleFile(module: ModuleVersion, kind: 'info' | 'mod' | 'zip'): RequestedFile {
  const wire = `${escapePath(module.path)}/@v/${escapeVersion(module.version)}.${kind}`.replaceAll(
    '!',
    '%21',
  );
  return { kind, wire, path: module.path, module };
}

/** parseRequest reads the path of a request below the proxy; undefined if the protocol has no such path. */
export function parseRequest(wire: string): RequestedFile | undefined {
  const text = decoded(wire);
  if (text === undefined) return undefined;
  if (isDatabasePath(text)) return { kind: 'sumdb', wire, path: undefined, module: undefined };
  const { escaped, version, kind } = split(text);
  const path = escaped === undefined ? undefined : unescapePath(escaped);
  if (path === undefined || kind === undefined) return undefined;
  if (version === undefined) return { kind, wire, path, module: undefined };
  const unescaped = unescapeVersion(version);
  if (unescaped === undefined) return undefined;
  const module = { path, version: unescaped };
  // A branch, or v2.0.0 for v2.0.0+incompatible, stands for another version, as for the go command
  // (proxyRepo.Stat).
  return { kind, wire, path, module: checkModule(module) === undefined ? module : undefined };
}

/** isLarge tells whether a file is kept on disk, and not in memory. */
export function isLarge({ kind }: RequestedFile): boolean {
  return kind === 'zip' || kind === 'archive';
}

/** laneOf tells which measurements of a server a file belongs to. */
export function laneOf(file: RequestedFile): Lane {
  return isLarge(file) ? 'zip' : 'small';
}

/** nameOf is the name of a file in messages: its module and kind, or its path. */
export function nameOf({ kind, module, wire }: RequestedFile): string {
  return module === undefined ? wire : `${moduleKey(module)}.${kind}`;
}

/** Checked as it will be read: URLs are normalized after decoding (`%2e%2e`). */
function isDatabasePath(text: string): boolean {
  const isPath = /^sumdb\/[\w.!+-]+(?:\/[\w.!+~@-]+)+$/.test(text);
  return isPath && !text.split('/').some((element) => element === '.' || element === '..');
}

function split(text: string): { escaped?: string; version?: string; kind?: FileKind } {
  const file = /^(?<escaped>.+)\/@v\/(?<version>[^/]+)\.(?<kind>info|mod|zip)$/.exec(text)?.groups;
  const kind = file?.['kind'];
  if (file?.['escaped'] !== undefined && file['version'] !== undefined) {
    if (kind === 'info' || kind === 'mod' || kind === 'zip') {
      return { escaped: file['escaped'], version: file['version'], kind };
    }
  }
  if (text.endsWith('/@v/list')) return { escaped: text.slice(0, -'/@v/list'.length), kind: 'list' };
  if (text.endsWith('/@latest')) return { escaped: text.slice(0, -'/@latest'.length), kind: 'latest' };
  return {};
}

function decoded(wire: string): string | undefined {
  try {
    return decodeURIComponent(wire);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}
