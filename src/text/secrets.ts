import { unfold } from './unfolded.ts';

const stars = '***';

/** Shorter forms are redacted as they are, and not in any disguise: too much would look like them. */
const minUnfoldedLength = 8;

/** Shorter lines of a secret with several lines are too common to be redacted. */
const minLineLength = 4;

/**
 * Secrets collects what must not be shown. There is one per run: the runner adds masked secrets to it, and
 * everything that writes text without the runner (the JSON report, the summary) redacts with it.
 */
export class Secrets {
  #forms: readonly string[] = [];
  /** The same, unfolded, but for short ones. */
  readonly #unfolded = new Set<string>();

  /**
   * add records a secret, and returns its parts for a masker that works line by line. Blank secrets are
   * ignored.
   */
  add(secret: string): readonly string[] {
    const parts = partsOf(secret);
    const forms = parts.flatMap(formsOf);
    this.#forms = [...new Set([...this.#forms, ...forms])].sort((a, b) => b.length - a.length);
    for (const form of forms) {
      const { bytes } = unfold(form);
      if (bytes.length >= minUnfoldedLength) this.#unfolded.add(bytes);
    }
    return parts;
  }

  /**
   * redact replaces every secret with `***`, the longest first: plain, as Base64 or in hexadecimal, and each of them however it
   * is encoded for URLs, JSON or HTML, in either case, and broken over lines.
   */
  redact(text: string): string {
    const redacted = this.#redactUnfolded(text);
    return this.#forms.reduce((result, form) => result.replaceAll(form, stars), redacted);
  }

  #redactUnfolded(text: string): string {
    if (this.#unfolded.size === 0 || text.length < minUnfoldedLength) return text;
    const { bytes, from, until } = unfold(text);
    const found: (readonly [number, number])[] = [];
    for (const secret of this.#unfolded) {
      for (let at = bytes.indexOf(secret); at >= 0; at = bytes.indexOf(secret, at + 1)) {
        found.push([from[at] ?? 0, until[at + secret.length - 1] ?? 0]);
      }
    }
    return withStars(text, found);
  }
}

/** Replaces each range; ranges that overlap are replaced together. */
function withStars(text: string, ranges: readonly (readonly [number, number])[]): string {
  let result = '';
  let end = 0;
  for (const [from, until] of ranges.toSorted(([a], [b]) => a - b)) {
    if (from >= end) result += text.slice(end, from) + stars;
    end = Math.max(end, until);
  }
  return result + text.slice(end);
}

function partsOf(secret: string): string[] {
  const trimmed = secret.trim();
  const lines = trimmed.split(/[\r\n]+/).map((line) => line.trim());
  if (lines.length > 1) return lines.filter((line) => line.length >= minLineLength);
  return trimmed === '' ? [] : [trimmed];
}

function formsOf(secret: string): string[] {
  const inJson = JSON.stringify(secret).slice(1, -1);
  const bytes = Buffer.from(secret);
  const encoded = [
    ...base64Forms(bytes),
    ...base64Forms(Buffer.from(bytes.toString('base64'))),
    ...hexForm(bytes),
  ];
  return secret.isWellFormed()
    ? [secret, inJson, encodeURIComponent(secret), ...encoded]
    : [secret, inJson, ...encoded];
}

/** Shorter pieces of Base64 are too common to be redacted. */
const minEncodedLength = 8;

function hexForm(bytes: Buffer): string[] {
  const form = bytes.toString('hex');
  return form.length < minEncodedLength ? [] : [form];
}

/**
 * The Base64 forms of a secret: alone, and within a longer text such as `user:secret`. There its bytes begin
 * at one of three positions of a group, and the characters at its ends also depend on the bytes around it.
 */
function base64Forms(bytes: Buffer): string[] {
  const inside = [0, 1, 2].map((shift) => {
    const encoded = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
    return encoded.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + bytes.length) * 8) / 6));
  });
  return [bytes.toString('base64'), ...inside]
    .flatMap((form) => [form, form.replaceAll('+', '-').replaceAll('/', '_')])
    .filter((form) => form.length >= minEncodedLength);
}
