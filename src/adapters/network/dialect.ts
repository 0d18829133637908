import { errnoOf } from '../../errors.ts';
import { innermost } from './errors.ts';

/**
 * Dialect is what is spoken with a server; `lenient` is HTTP/1.1 whose responses are read as Go reads them.
 */
export type Dialect = 'http/1.1' | 'h2' | 'lenient';

/** dialectFor tells from a failure which other dialect to try; undefined if none can help. */
export function dialectFor(error: unknown): Dialect | undefined {
  const inner = innermost(error);
  if (!Error.isError(inner)) return undefined;
  if (/NO_APPLICATION_PROTOCOL/.test(errnoOf(inner) ?? '')) return 'h2';
  return headErrors.has(inner.name) || inner.message === 'bad response' ? 'lenient' : undefined;
}

/**
 * Undici's errors about the head of a response. For an unexpected `100 Continue` it only says `bad response`.
 */
const headErrors = new Set(['HTTPParserError', 'HeadersOverflowError', 'ResponseContentLengthMismatchError']);
