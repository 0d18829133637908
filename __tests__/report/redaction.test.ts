import { expect, test } from '@jest/globals';
import { jsonReport } from '../../src/report/json-report.ts';
import { outputsOf } from '../../src/report/outputs.ts';
import { redactedRecord } from '../../src/report/redaction.ts';
import { summaryMarkdown } from '../../src/report/summary.ts';
import { Secrets } from '../../src/text/secrets.ts';
import { failureRecord, runRecord } from '../support/run-record.ts';

test('neither report nor summary of a redacted record holds a secret, whatever text it was in', () => {
  const leaky = 'asked https://me:hunter2@proxy.example.com and https://me:hun\u200bter2@proxy.example.com';
  const record = runRecord({
    sentence: leaky,
    cacheNotes: [leaky],
    keyIngredients: [leaky],
    rejected: [{ module: 'example.com/a@v1.0.0', reason: leaky }],
    errors: [failureRecord({ message: leaky, hint: leaky, original: leaky })],
  });
  const secrets = new Secrets();
  secrets.add('hunter2');
  const redacted = redactedRecord(record, secrets);
  for (const text of [jsonReport(redacted, outputsOf(redacted, '')), summaryMarkdown(redacted)]) {
    expect(text).toContain('me:');
    expect(text).not.toContain('hunter2');
  }
});
