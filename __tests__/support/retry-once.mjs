import { jest } from '@jest/globals';

// Tests use real processes, sockets and races; on a busy machine one can lose. What fails is tried once more, and the
// first failure is in the log.
jest.retryTimes(1, { logErrorsBeforeRetry: true });
