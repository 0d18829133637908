const stars = '***';

/** Shorter lines of a secret with several lines are too common to be redacted. */
const minLineLength = 4;

/**
 * Secrets collects what must not be shown. There is one per run: the runner adds masked secrets to it, and
 * everything that writes text without the runner (the JSON report, the summary) redacts with it.
 */
export class Secrets {
  #forms: readonly string[] = [];

  /**
   * add records a secret, and returns its parts for a masker that works line by line. Blank secrets are
   * ignored.
   */
  add(secret: string): readonly string[] {
    const parts = partsOf(secret);
    const forms = new Set([...this.#forms, ...parts.flatMap(formsOf)]);
    this.#forms = [...forms].sort((a, b) => b.length - a.length);
    return parts;
  }

  /** redact replaces every secret, plain or encoded as JSON, URL or Base64, with `***`; the longest first. */
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
  const encoded = base64Forms(secret);
  return secret.isWellFormed()
    ? [secret, inJson, encodeURIComponent(secret), ...encoded]
    : [secret, inJson, ...encoded];
}

/** Shorter pieces of Base64 are too common to be redacted. */
const minEncodedLength = 8;

/**
 * The Base64 forms of a secret: alone, and within a longer text such as `user:secret`. There its bytes begin
 * at one of three positions of a group, and the characters at its ends also depend on the bytes around it.
 */
function base64Forms(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const inside = [0, 1, 2].map((shift) => {
    const encoded = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
    return encoded.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + bytes.length) * 8) / 6));
  });
  return [bytes.toString('base64'), ...inside]
    .flatMap((form) => [form, form.replaceAll('+', '-').replaceAll('/', '_')])
    .filter((form) => form.length >= minEncodedLength);
}
