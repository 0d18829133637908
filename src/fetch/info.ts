import { isRfc3339 } from '../go/rfc3339.ts';
import type { InfoProblem } from './failure-reason.ts';

/** ParsedInfo is what an .info says, or what is wrong with it. */
export type ParsedInfo = ModuleInfo | { readonly kind: 'invalid'; readonly problem: InfoProblem };

/** ModuleInfo is what an .info says. No checksum covers it. */
export interface ModuleInfo {
  readonly kind: 'info';
  readonly version: string | undefined;
  /** As it was written, so that Go reads it. */
  readonly time: string | undefined;
  /** The JSON text of an object that Go reads as the origin of the version; undefined without one. */
  readonly origin: string | undefined;
}

/**
 * parseInfo reads an .info as the go command does (cmd/go/internal/modfetch, proxyRepo.Stat, with
 * encoding/json): names match in any case, the last of several members counts, `null` is nothing, and bytes
 * that are not UTF-8 become U+FFFD. Returns what is wrong where Go finds something wrong. An origin that Go
 * would not read is left out.
 */
export function parseInfo(bytes: Buffer): ParsedInfo {
  const members = membersOf(bytes.toString());
  if (members === undefined) return { kind: 'invalid', problem: 'json' };
  let info: ModuleInfo = { kind: 'info', version: undefined, time: undefined, origin: undefined };
  for (const [name, text] of members) {
    const member = memberOf(name, text);
    if (typeof member === 'string') return { kind: 'invalid', problem: member };
    info = { ...info, ...member };
  }
  return info;
}

/** formatInfo writes an .info with nothing in it but what Go reads. */
export function formatInfo({ version, time, origin }: ModuleInfo): Buffer {
  const fields = [
    ...(version === undefined ? [] : [`"Version":${JSON.stringify(version)}`]),
    ...(time === undefined ? [] : [`"Time":"${time}"`]),
    ...(origin === undefined ? [] : [`"Origin":${origin}`]),
  ];
  return Buffer.from(`{${fields.join(',')}}`);
}

/** `u` for the folding of Unicode, which encoding/json uses too. */
const names = { version: /^version$/iu, time: /^time$/iu, origin: /^origin$/iu };

function memberOf(name: string, text: string): Partial<ModuleInfo> | InfoProblem {
  if (names.origin.test(name)) return { origin: isOrigin(text) ? text : undefined };
  if (text === 'null') return {};
  if (names.version.test(name)) {
    const version: unknown = JSON.parse(text);
    return typeof version === 'string' ? { version } : 'json';
  }
  if (!names.time.test(name)) return {};
  // Time.UnmarshalJSON does not undo escapes.
  const time = text.slice(1, -1);
  return text.startsWith('"') && isRfc3339(time) ? { time } : 'time';
}

/** In characters; honest ones have a few hundred. */
const originMax = 8192;

/**
 * The fields of codehost.Origin are strings. Of deeper values nothing is read, so they need not be bounded
 * further.
 */
function isOrigin(text: string): boolean {
  if (!text.startsWith('{') || text.length > originMax) return false;
  return (membersOf(text) ?? []).every(
    ([name, value]) => !originFields.test(name) || value.startsWith('"') || value === 'null',
  );
}

const originFields = /^(?:vcs|url|subdir|hash|tagprefix|tagsum|ref|reposum)$/iu;

const tokens = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s"{}[\],:]+/g;

/**
 * The members of a JSON object, each with the text of its value, in order and with repetitions; undefined for
 * anything else.
 */
function membersOf(text: string): [name: string, value: string][] | undefined {
  if (!isObject(text)) return undefined;
  const members: [string, string][] = [];
  let name: string | undefined;
  let start = 0;
  for (const { token, index } of outerTokens(text)) {
    if (token === ':') start = index + 1;
    else if (token !== ',' && token !== '}') name ??= String(JSON.parse(token));
    else if (name !== undefined) {
      members.push([name, text.slice(start, index).trim()]);
      name = undefined;
    }
  }
  return members;
}

/** The tokens of an object itself, not of what lies deeper. */
function* outerTokens(text: string): Generator<{ readonly token: string; readonly index: number }> {
  let depth = 0;
  for (const { 0: token, index } of text.matchAll(tokens)) {
    if (depth === 1) yield { token, index };
    if (token === '{' || token === '[') depth++;
    if (token === '}' || token === ']') depth--;
  }
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
