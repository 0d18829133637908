import { errnoOf } from '../../errors.ts';
import { innermost } from './errors.ts';

/** Dialect is how a server is spoken to; `lenient` is HTTP/1.1 whose answers are read as Go reads them. */
export type Dialect = 'http/1.1' | 'h2' | 'lenient';

/** dialectFor tells from a failure how else a server might have to be spoken to; undefined: there is no other way. */
export function dialectFor(error: unknown): Dialect | undefined {
  const [inner] = innermost(error);
  if (!Error.isError(inner)) return undefined;
  if (/NO_APPLICATION_PROTOCOL/.test(errnoOf(inner) ?? '')) return 'h2';
  return unreadable.has(inner.name) || inner.message === 'bad response' ? 'lenient' : undefined;
}

/** What undici says of the head of an answer; of a `100 Continue` that was not asked for, `bad response`. */
const unreadable = new Set(['HTTPParserError', 'ResponseContentLengthMismatchError']);
