import type { ErrorRecord, RunRecord } from '../record.ts';
import { plainText } from '../text/plain-text.ts';
import type { Secrets } from '../text/secrets.ts';
import { shortened } from './verdict.ts';

/** redactedRecord redacts every text of a record that contains foreign text. */
export function redactedRecord(record: RunRecord, secrets: Secrets): RunRecord {
  // Invisible characters are removed first: removing them later could reassemble a secret.
  const redact = (text: string) => secrets.redact(plainText(text));
  return {
    ...record,
    sentence: shortened(redact(record.sentence)),
    cacheNotes: record.cacheNotes.map(redact),
    keyIngredients: record.keyIngredients.map(redact),
    rejected: record.rejected.map((rejected) => ({ ...rejected, reason: redact(rejected.reason) })),
    errors: record.errors.map((error) => redactedError(error, redact)),
  };
}

function redactedError(error: ErrorRecord, redact: (text: string) => string): ErrorRecord {
  const { original, url } = error;
  return {
    ...error,
    message: redact(error.message),
    hint: redact(error.hint),
    ...(original === undefined ? {} : { original: redact(original) }),
    ...(url === undefined ? {} : { url: redact(url) }),
  };
}
