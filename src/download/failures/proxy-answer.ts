import { onOneLine, type Words } from './words.ts';

/** Asked is a server that our module proxy asked in vain. */
export interface Asked {
  readonly host: string;
  /** What came of it, on one line. */
  readonly reason: string;
  /** How often it was asked. */
  readonly attempts: number;
  /** Whether it will not be asked again in this run (src/fetch/host-health.ts): then nor need the go command be run again. */
  readonly givenUp: boolean;
}

const answer = /\s+server response:\s+\S+ could not be fetched(?<lines>\n[\s\S]+)$/;

/** What a server says begins with its name, and its further lines are indented further. */
const serverPattern = /\n\t(?=(?:\[[\da-f:]+\]|[\w.-]+)(?::\d+)?: )/;

/**
 * proxyAnswerOf reads, in what the go command prints of an answer of our own module proxy, which servers were asked and
 * what came of it (src/fetch/walk.ts, NotFetched). Undefined for other servers' answers. The go command shows at most eight
 * lines of an answer, so the last one may be cut off.
 */
export function proxyAnswerOf(record: string): readonly Asked[] | undefined {
  const lines = answer.exec(record)?.groups?.['lines'];
  return lines?.split(serverPattern).slice(1).map(askedOf);
}

function askedOf(text: string): Asked {
  const attempts = / \((?<attempts>\d+) attempts\)/.exec(text);
  const said = attempts === null ? text : text.replace(attempts[0], '');
  const end = said.indexOf(': ');
  const reason = onOneLine(said.slice(end + 2));
  return {
    host: said.slice(0, end),
    reason,
    givenUp: reason.endsWith(', given up'),
    attempts: Number(attempts?.groups?.['attempts'] ?? 1),
  };
}

/** decisive is the server whose failure counts: bytes that are meant to be wrong, else what is no mere 404, else the last. */
export function decisive(asked: readonly Asked[]): Asked | undefined {
  return (
    asked.find(({ reason }) => reason.includes('checksum mismatch')) ??
    asked.findLast(({ reason }) => !/^(?:404|410)\b/.test(reason)) ??
    asked.at(-1)
  );
}

/** inGoWords says what a server answered to our module proxy as the go command would say it, so that the same rules apply. */
export function inGoWords({ host, reason }: Asked): Words {
  const status = /^(?<status>[1-5]\d\d\b[^(]*)(?:\((?<response>.*)\))?$/.exec(reason)?.groups;
  if (status === undefined) return { words: `Get "https://${host}": ${reason}`, response: '' };
  return {
    words: `reading https://${host}: ${status['status']?.trim()} `,
    response: status['response'] ?? '',
  };
}
