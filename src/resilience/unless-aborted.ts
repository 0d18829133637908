/**
 * unlessAborted settles as `work` does, or rejects with the signal's reason as soon as there is one. What is waited for no longer
 * is not ended by it. Nothing stays behind at the signal, however often it is used with it.
 */
export async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  try {
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
