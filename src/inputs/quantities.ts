import { ok, type Parsed, problem } from '../parsed.ts';

const durationParts =
  /^(?:(?<h>\d+(?:\.\d+)?)h)?(?:(?<m>\d+(?:\.\d+)?)m)?(?:(?<s>\d+(?:\.\d+)?)s)?(?:(?<ms>\d+)ms)?$/;
const durationExample = 'Write a duration such as `90s`, `30m`, `1h30m` or `500ms`.';

/** Node's timers are limited to just under 25 days. */
const maxDuration = 24 * 24 * 3_600_000;

/**
 * parseDuration reads a duration in Go's form (`1h30m`, `90s`, `500ms`) into ms: more than zero, at most 24
 * days.
 */
export function parseDuration(text: string): Parsed<number> {
  if (/^\d+(?:\.\d+)?$/.test(text)) {
    return problem(`\`${text}\` has no unit. ${durationExample}`);
  }
  const parts = durationParts.exec(text)?.groups;
  if (parts === undefined || text === '') {
    return problem(`\`${text}\` is not a duration. ${durationExample}`);
  }
  const amount = (unit: string) => Number(parts[unit] ?? 0);
  const ms = Math.round(amount('h') * 3_600_000 + amount('m') * 60_000 + amount('s') * 1000 + amount('ms'));
  if (ms < 1 || ms > maxDuration) {
    return problem(
      `\`${text}\` is out of range: it must be more than zero and at most 24 days. ${durationExample}`,
    );
  }
  return ok(ms);
}

const unitBytes: ReadonlyMap<string, number> = new Map([
  ['b', 1],
  ['kb', 1e3],
  ['mb', 1e6],
  ['gb', 1e9],
  ['tb', 1e12],
  ['kib', 2 ** 10],
  ['mib', 2 ** 20],
  ['gib', 2 ** 30],
  ['tib', 2 ** 40],
]);
const sizeExample = 'Write a size such as `500MB`, `10GB` or `1GiB`.';

/** parseSize reads a size into bytes: KB, MB, GB, TB count by 1000, KiB, MiB, GiB, TiB by 1024. */
export function parseSize(text: string): Parsed<number> {
  const parts = /^(?<amount>\d+(?:\.\d+)?)\s*(?<unit>[A-Za-z]*)$/.exec(text)?.groups;
  if (parts === undefined) return problem(`\`${text}\` is not a size. ${sizeExample}`);
  if (parts['unit'] === '') return problem(`\`${text}\` has no unit. ${sizeExample}`);
  const unit = unitBytes.get((parts['unit'] ?? '').toLowerCase());
  if (unit === undefined) return problem(`\`${text}\` has an unknown unit. ${sizeExample}`);
  const bytes = Math.round(Number(parts['amount']) * unit);
  if (bytes < 1 || !Number.isSafeInteger(bytes)) {
    return problem(
      `\`${text}\` is out of range: it must be more than zero and at most 9000TB. ${sizeExample}`,
    );
  }
  return ok(bytes);
}

/** parseCount reads a whole number from `min` to `max`. */
export function parseCount(text: string, min: number, max: number): Parsed<number> {
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= min && count <= max) return ok(count);
  return problem(
    `\`${text}\` is not a whole number from ${min} to ${max}. Write for example \`${min + 2}\`.`,
  );
}
