/** Interrupted is the reason a run was asked to end from outside. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';

  constructor(signal: string) {
    super(`interrupted by ${signal}`);
  }
}

/**
 * onInterrupt turns the first SIGINT or SIGTERM (a cancelled job gets both) into an abort, so that children are
 * ended and temporary files removed; a second one ends the process at once.
 */
export function onInterrupt(process: NodeJS.Process): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => controller.abort(new Interrupted(signal)));
  }
  return controller.signal;
}
