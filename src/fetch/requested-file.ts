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

/** FileKind is what a request of the module proxy protocol is for (https://go.dev/ref/mod#goproxy-protocol). */
export type FileKind =
  | 'list'
  | 'latest'
  | 'info'
  | 'mod'
  | 'zip'
  | 'sumdb'
  /** A small and a large file of a download site, which has no such protocol. */
  | 'text'
  | 'archive';

/** RequestedFile is one thing that the go command can ask of a proxy. */
export interface RequestedFile {
  readonly kind: FileKind;
  /** Path below the proxy, percent-encoded as the go command does it. */
  readonly wire: string;
  /** Of the module in question; undefined for the checksum database. */
  readonly path: string | undefined;
  /** Set where the file belongs to one version and will never change. */
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

/** parseRequest reads the path of a request below the proxy, or undefined when the protocol knows no such path. */
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
  // A branch, or v2.0.0 for v2.0.0+incompatible, stands for another version, as for the go command (proxyRepo.Stat).
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

/** nameOf is how a file is called in events and messages: its module and kind, else its path. */
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
