import type { ErrorClass } from '../errors.ts';
import type { Annotation, Log } from '../ports/runner.ts';
import type { ErrorRecord } from '../record.ts';
import { formatCount } from '../text/format.ts';
import { faultInWords } from './fault.ts';

/** At most this many failures become annotations of their own; GitHub shows ten of a step. */
const maxAnnotations = 10;

const titles: Readonly<Record<ErrorClass, string>> = {
  network: 'Network error',
  server: 'Server error',
  throttled: 'Rate limited',
  'not-found': 'Module not found',
  auth: 'Access denied',
  tls: 'TLS error',
  checksum: 'Checksum mismatch',
  version: 'Version not found',
  'go-mod': 'Invalid go.mod or go.sum',
  'go-version': 'Unsupported Go version',
  disk: 'Disk error',
  cache: 'Cache error',
  configuration: 'Invalid configuration',
  internal: 'Internal error',
};

/**
 * announceErrors logs each failure, whose fault it is and what to do about it, at the line it concerns; the title
 * names the input to look at, where there is one. Beyond ten they are only counted.
 */
export function announceErrors(errors: readonly ErrorRecord[], log: Log): void {
  for (const error of errors.slice(0, maxAnnotations)) {
    log.error(`${error.message}\nCause: ${faultInWords[error.fault]}.\n${error.hint}`, annotationOf(error));
  }
  const more = errors.length - maxAnnotations;
  if (more > 0) log.info(`${formatCount(more, 'more failure')}; see the report`);
}

function annotationOf({ class: errorClass, location, input }: ErrorRecord): Annotation {
  const title = input === undefined ? titles[errorClass] : `${titles[errorClass]}: see ${input}`;
  return location === undefined ? { title } : { title, location };
}
