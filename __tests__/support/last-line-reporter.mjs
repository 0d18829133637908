import { writeSync } from 'node:fs';

/**
 * LastLineReporter ends the output with a plain line "N passed, N failed". It counts a suite that could
 * not run as one failure, and writes when the process exits, so that nothing of jest's comes after it.
 */
export default class LastLineReporter {
  onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    const line = `${results.numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
    process.on('exit', () => writeSync(1, `${line}\n`));
  }
}
