import type { ErrorClass } from '../errors.ts';
import type { Annotation, Log } from '../ports/runner.ts';
import type { ErrorRecord } from '../record.ts';
import { formatCount } from '../text/format.ts';
import { faultInWords } from './fault.ts';

/** The maximum number of annotations; GitHub shows ten per step. */
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
 * announceErrors logs each failure with its cause and what to do, at the line that it is about. The title
 * names the input to check, if any. Beyond ten, failures are only counted.
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
