import type { ErrorClass } from '../errors.ts';
import type { Log } from '../ports/runner.ts';
import type { ErrorRecord } from './record.ts';

/** At most this many failures become annotations of their own; GitHub shows ten of a step. */
const maxAnnotations = 10;

const titles: Readonly<Record<ErrorClass, string>> = {
  network: 'The network failed',
  server: 'A server failed',
  throttled: 'A server throttled the download',
  'not-found': 'Module not found',
  auth: 'Access denied',
  tls: 'No trusted connection',
  checksum: 'Checksum mismatch',
  version: 'No such version',
  'go-mod': 'go.mod or go.sum is wrong',
  'go-version': 'Another Go is needed',
  disk: 'The disk failed',
  cache: 'The cache failed',
  configuration: 'Wrong setting',
  internal: 'A fault of go-mod-download',
};

/** announceErrors logs each failure with what to do about it, at the line it concerns; beyond ten, a count. */
export function announceErrors(errors: readonly ErrorRecord[], log: Log): void {
  for (const error of errors.slice(0, maxAnnotations)) {
    const annotation = {
      title: titles[error.class],
      ...(error.place === undefined ? {} : { place: error.place }),
    };
    log.error(`${error.message}\n${error.hint}`, annotation);
  }
  const more = errors.length - maxAnnotations;
  if (more > 0) log.error(`${more} more failures; the report has them all.`);
}
