import { plainText } from './plain-text.ts';
import type { ErrorRecord, RunRecord } from './record.ts';

const stars = '***';

/** Lines shorter than this, of a secret with several, are too common to be taken out of every text. */
const minLineLength = 4;

/**
 * Secrets holds what must not be shown in a run. There is one per run: the runner masks into it, and whatever
 * writes text past the runner (the JSON report, the summary) redacts with it.
 */
export class Secrets {
  #forms: readonly string[] = [];

  /** add keeps a secret from now on, and returns its parts as a line-wise masker needs them. Blank ones are none. */
  add(secret: string): readonly string[] {
    const parts = partsOf(secret);
    const forms = new Set([...this.#forms, ...parts.flatMap(formsOf)]);
    this.#forms = [...forms].sort((a, b) => b.length - a.length);
    return parts;
  }

  /** redact replaces every secret, as it is, in JSON or in a URL, by `***`; the longest first. */
  redact(text: string): string {
    return this.#forms.reduce((redacted, form) => redacted.replaceAll(form, stars), text);
  }
}

function partsOf(secret: string): string[] {
  const trimmed = secret.trim();
  const lines = trimmed.split(/[\r\n]+/).map((line) => line.trim());
  if (lines.length > 1) return lines.filter((line) => line.length >= minLineLength);
  return trimmed === '' ? [] : [trimmed];
}

function formsOf(secret: string): string[] {
  const inJson = JSON.stringify(secret).slice(1, -1);
  return secret.isWellFormed() ? [secret, inJson, encodeURIComponent(secret)] : [secret, inJson];
}

/** redactedRecord redacts every text of a record that did not come out of our own code alone. */
export function redactedRecord(record: RunRecord, secrets: Secrets): RunRecord {
  // A secret must not come together again when what cannot be seen is taken out later.
  const redact = (text: string) => secrets.redact(plainText(text));
  return {
    ...record,
    sentence: redact(record.sentence),
    cacheNotes: record.cacheNotes.map(redact),
    keyIngredients: record.keyIngredients.map(redact),
    rejected: record.rejected.map((rejected) => ({ ...rejected, reason: redact(rejected.reason) })),
    errors: record.errors.map((error) => redactedError(error, redact)),
  };
}

function redactedError(error: ErrorRecord, redact: (text: string) => string): ErrorRecord {
  const original = error.original === undefined ? {} : { original: redact(error.original) };
  return { ...error, message: redact(error.message), hint: redact(error.hint), ...original };
}
