import { faultOf, messageOf } from '../errors.ts';
import type { Exit } from '../ports/exec.ts';
import { DeadlineExceeded } from '../resilience/deadline.ts';
import { Stalled } from '../resilience/watchdog.ts';
import type { GoFailure } from './classify.ts';
import { type Awaited, describeAwaited } from './in-flight.ts';

const stops = {
  stalled: 'The go command made no progress and was stopped. If the server is slow, raise `stall-timeout`.',
  deadline: 'Raise `timeout`, or find out why this took so long.',
  interrupted: 'The run was cancelled: start it again.',
} as const;

/**
 * stoppedFailure is for a go command that this program stopped: code `stalled` (Stalled), `deadline`
 * (DeadlineExceeded) or `interrupted` (any other reason). It names what had been requested and had not
 * arrived.
 */
export function stoppedFailure(reason: unknown, waitingFor: readonly Awaited[]): GoFailure {
  const [awaited] = waitingFor;
  const code = codeOf(reason);
  const why = code === 'stalled' ? `the go command made ${messageOf(reason)}` : messageOf(reason);
  return {
    class: 'network',
    code,
    transient: code === 'stalled',
    fault: faultOf('network'),
    message: awaited === undefined ? why : `${why}, waiting for ${describeAwaited(waitingFor)}`,
    hint: stops[code],
    ...(code === 'interrupted' ? {} : { input: code === 'stalled' ? 'stall-timeout' : 'timeout' }),
    original: '',
    ...(awaited?.module === undefined ? {} : { module: awaited.module }),
    ...(awaited?.host === undefined ? {} : { host: awaited.host }),
  };
}

function codeOf(reason: unknown): keyof typeof stops {
  if (reason instanceof Stalled) return 'stalled';
  return reason instanceof DeadlineExceeded ? 'deadline' : 'interrupted';
}

/** unexplainedFailure is for a go command that failed without a message, or was killed by another program. */
export function unexplainedFailure(exit: Exclude<Exit, { kind: 'aborted' }>): GoFailure {
  const killed = exit.kind === 'killed';
  return {
    class: 'configuration',
    code: killed ? 'go-killed' : 'unknown',
    transient: false,
    fault: killed ? 'infrastructure' : faultOf('configuration'),
    message: killed
      ? `the go command was killed by ${exit.signal}`
      : `the go command failed with status ${exit.code} without a message`,
    hint: killed
      ? 'Most often the machine ran out of memory: run fewer programs beside this step, or use a larger machine.'
      : 'Run the same go command by hand in this folder.',
    original: '',
  };
}
