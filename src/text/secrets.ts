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

  /** redact replaces every secret, as it is, in JSON, in a URL or in Base64, by `***`; the longest first. */
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

/** Shorter pieces of Base64 are too common to be taken out of every text. */
const minEncodedLength = 8;

/**
 * How a secret looks in Base64 by itself, and inside of something longer, `user:secret` say: there its bytes begin at one
 * of three places of a group, and the characters at the ends are shared with their neighbors.
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
