import type { TransportFault } from '../ports/transport-error.ts';

/** FailureReason is why a file was not received, as a value. Times in ms, sizes in bytes. */
export type FailureReason =
  /** Any answer that is not the file. */
  | {
      readonly kind: 'status';
      readonly status: number;
      /** The reason phrase, where the server sent one. */
      readonly phrase?: string;
      /** The beginning of a body of plain text, as the server sent it; empty without one. */
      readonly body: string;
      /** Whether the go command would have logged in, see HttpResponse. */
      readonly lostLogin?: boolean;
    }
  /** There was no complete answer. `code` is that of the system, Node or undici. */
  | {
      readonly kind: 'transport';
      readonly fault: TransportFault;
      readonly code: string | undefined;
      readonly text: string;
    }
  | { readonly kind: 'no-answer'; readonly ms: number }
  /** With `floor`, fewer bytes per second than that arrived; without, almost none. */
  | { readonly kind: 'stalled'; readonly ms: number; readonly floor?: number }
  /** Not requested, because too many requests to this upstream have failed; `last` is why the last one did. */
  | { readonly kind: 'circuit-open'; readonly last?: FailureReason | undefined }
  /** GONOPROXY forbids proxies for this module. */
  | { readonly kind: 'no-proxy-allowed' }
  | { readonly kind: 'truncated'; readonly received: number; readonly total: number }
  | { readonly kind: 'wrong-range' }
  /** More bytes arrived than the requested range has. */
  | { readonly kind: 'excess' }
  /** A later part belongs to another version of the file. */
  | { readonly kind: 'changed' }
  | { readonly kind: 'html-page' }
  /** A range was answered in a form that no range can be taken of. */
  | { readonly kind: 'compressed-part' }
  | { readonly kind: 'too-large'; readonly max: number }
  | { readonly kind: 'invalid-zip'; readonly problem: string }
  | { readonly kind: 'invalid-info'; readonly problem: InfoProblem }
  | { readonly kind: 'wrong-hash'; readonly found: string; readonly expected: string }
  /** `wrong-hash`, the same one so often that it is no accident. */
  | { readonly kind: 'mismatch'; readonly found: string; readonly expected: string };

/** InfoProblem is what is wrong with an .info. */
export type InfoProblem = 'json' | 'version' | 'time';

/** Reason is a FailureReason of one kind. */
export type Reason<Kind extends FailureReason['kind']> = Extract<FailureReason, { kind: Kind }>;

type Words = { readonly [kind in FailureReason['kind']]: (reason: Reason<kind>) => string };

const words: Words = {
  status: ({ status, phrase, body }) => {
    const line = onOneLine(`${status} ${phrase ?? usualPhrase(status)}`);
    const shown = onOneLine(body).slice(0, bodyShown);
    return shown === '' ? line : `${line} (${shown})`;
  },
  transport: ({ text }) => text,
  'no-answer': ({ ms }) => `no answer within ${seconds(ms)}`,
  stalled: ({ ms, floor }) => {
    const what = floor === undefined ? 'almost no data' : `less than ${floor / 1e6} MB/s`;
    return `stalled: ${what} for ${seconds(ms)}`;
  },
  'circuit-open': ({ last }) => {
    const skipped = 'skipped: too many recent failures (circuit open)';
    return last === undefined ? skipped : `${skipped}, the last one: ${describeReason(last)}`;
  },
  'no-proxy-allowed': () => 'GONOPROXY forbids proxies for this module',
  truncated: ({ received, total }) => `received ${received} of ${total} bytes`,
  'wrong-range': () => 'response is another range than requested',
  excess: () => 'response exceeds the requested range',
  changed: () => 'changed while it was read',
  'html-page': () => 'response is an HTML page',
  'compressed-part': () => 'a part of the file was sent compressed',
  'too-large': ({ max }) =>
    `response exceeds ${max % megabyte === 0 ? `${max / megabyte} MB` : `${max} bytes`}`,
  'invalid-zip': ({ problem }) => `invalid zip: ${problem}`,
  'invalid-info': ({ problem }) => infoProblems[problem],
  'wrong-hash': ({ found, expected }) => `wrong hash: got ${found}, expected ${expected}`,
  mismatch: ({ found, expected }) =>
    `SECURITY ERROR: checksum mismatch: got ${found} every time, expected ${expected}`,
};

/** describeReason says in words for people, on one line, why a file was not received. */
export function describeReason<Kind extends FailureReason['kind']>(reason: Reason<Kind>): string {
  const describe: (reason: Reason<Kind>) => string = words[reason.kind];
  return describe(reason);
}

/** How much of a server's own words is shown; the reason itself holds more. */
const bodyShown = 300;
const megabyte = 2 ** 20;

const infoProblems: Readonly<Record<InfoProblem, string>> = {
  json: 'invalid .info: it is not a JSON object',
  version: '.info is for a different version',
  time: 'invalid time in .info',
};

function onOneLine(text: string): string {
  return text.replace(/[\s\p{C}]+/gu, ' ').trim();
}

function seconds(ms: number): string {
  return `${Math.round(ms / 100) / 10} s`;
}

/** An import would load node:http at every start, 4 ms of it. */
function usualPhrase(status: number): string {
  return process.getBuiltinModule('node:http').STATUS_CODES[status] ?? '';
}
