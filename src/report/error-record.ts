import { ActionError, type ErrorClass, errnoOf, faultOf, messageOf } from '../errors.ts';
import type { ErrorRecord } from '../record.ts';

/** ErrorExtras is what only the code that caught an error knows. */
export interface ErrorExtras {
  readonly module?: string;
  /** Overrides what the class of the error says. */
  readonly transient?: boolean;
  readonly original?: string;
}

const transientClasses: ReadonlySet<ErrorClass> = new Set(['network', 'server', 'throttled', 'cache']);

const crashHint =
  'This is a bug in go-mod-download, not in your project. Please report it with the log of a run with debug logging enabled, which has the stack trace.';

interface ErrnoMeaning {
  readonly class: ErrorClass;
  readonly hint: string;
}

const noPermission: ErrnoMeaning = {
  class: 'disk',
  hint: 'Give the user of this job write permission there, or use another directory.',
};
const noRoom: ErrnoMeaning = {
  class: 'disk',
  hint: 'Free space on this disk, or move GOMODCACHE and the temporary directory to a larger one.',
};
const noNetwork: ErrnoMeaning = {
  class: 'network',
  hint: 'Run it again; if it keeps failing, check that this machine can reach the host.',
};

const inTheWay: ErrnoMeaning = {
  class: 'disk',
  hint: 'Check this path: something there is of the wrong kind (a file, a folder, a link or a pipe), or its name is too long.',
};

const errnoMeanings: ReadonlyMap<string, ErrnoMeaning> = new Map([
  ['EACCES', noPermission],
  ['EPERM', noPermission],
  ['EROFS', noPermission],
  ['ENOSPC', noRoom],
  ['EDQUOT', noRoom],
  ['EIO', { class: 'disk', hint: 'The disk reported an I/O error; check the machine.' }],
  ['EMFILE', { class: 'disk', hint: 'Raise the limit on open files (`ulimit -n`) and run it again.' }],
  ['ENFILE', { class: 'disk', hint: 'Raise the limit on open files of this machine and run it again.' }],
  ['EEXIST', inTheWay],
  ['EFTYPE', inTheWay],
  ['EISDIR', inTheWay],
  ['ELOOP', inTheWay],
  ['ENAMETOOLONG', inTheWay],
  ['ENOTDIR', inTheWay],
  ['ENXIO', inTheWay],
  ['ECONNREFUSED', noNetwork],
  ['ECONNRESET', noNetwork],
  ['EHOSTUNREACH', noNetwork],
  ['ENETUNREACH', noNetwork],
  ['ENOTFOUND', noNetwork],
  ['EAI_AGAIN', noNetwork],
  ['ETIMEDOUT', noNetwork],
]);

/**
 * errorRecord makes a record of anything thrown. An ActionError has all details; a system error is classified
 * by its code; anything else is a crash, with code `unexpected` and a hint that asks for a report.
 */
export function errorRecord(error: unknown, extras: ErrorExtras = {}): ErrorRecord {
  const { transient, ...others } = extras;
  const described = error instanceof ActionError ? ofActionError(error) : ofCrash(error);
  const passes = transientClasses.has(described.class) && described.fault === 'infrastructure';
  return { ...described, transient: transient ?? passes, ...others };
}

type Described = Omit<ErrorRecord, 'transient'>;

function ofActionError(error: ActionError): Described {
  const { code, hint, fault, location, input } = error;
  return {
    class: error.class,
    code,
    fault,
    message: messageOf(error),
    hint,
    ...(location === undefined ? {} : { location }),
    ...(input === undefined ? {} : { input }),
  };
}

function ofCrash(error: unknown): Described {
  const errno = errnoOf(error);
  const meaning = errno === undefined ? undefined : errnoMeanings.get(errno);
  const message = messageOf(error);
  if (errno !== undefined && meaning !== undefined) {
    const code = errno.toLowerCase().replaceAll('_', '-');
    return { ...meaning, code, fault: faultOf(meaning.class), message };
  }
  return {
    class: 'internal',
    code: 'unexpected',
    fault: faultOf('internal'),
    message: `Unexpected: ${message}`,
    hint: crashHint,
  };
}
