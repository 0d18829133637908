import { describe, expect, test } from '@jest/globals';
import { FetchFailure } from '../../src/fetch/failure.ts';
import { moduleFile, type RequestedFile } from '../../src/fetch/requested-file.ts';
import { logRetry } from '../../src/steps/module-proxy.ts';
import { recordingRunner } from '../support/recording-runner.ts';

const zip = moduleFile({ path: 'example.com/Shout', version: 'v1.2.3' }, 'zip');
const at = (wire: string): RequestedFile => ({ kind: 'sumdb', wire, path: undefined, module: undefined });

describe('what is logged about a retry', () => {
  test.each([
    ['a file of a module', zip, 'example.com/Shout@v1.2.3 (zip)'],
    ['a path', at('sumdb/sum.example.com/latest'), 'sumdb/sum.example.com/latest'],
    ['what lies at the very URL of an upstream', at(''), 'the list of releases'],
  ])('names %s', (_, file, what) => {
    const { log, messages } = recordingRunner();
    const failure = new FetchFailure({ kind: 'circuit-open' });
    logRetry({ kind: 'retry', file, host: 'proxy.example.com', failure, pause: 264 }, log);
    logRetry({ kind: 'failover', file, from: 'proxy.example.com', to: 'mirror.example.com', failure }, log);
    expect(messages('info')).toEqual([
      `Retrying in 264 ms: ${what} from proxy.example.com: skipped: too many recent failures (circuit open)`,
      `Falling back to mirror.example.com: ${what} from proxy.example.com: skipped: too many recent failures (circuit open)`,
    ]);
  });
});
