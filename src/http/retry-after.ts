/**
 * retryAfter reads the header of that name (RFC 9110, 10.2.3), seconds or a date, as ms from `now`; 0 without
 * one.
 */
export function retryAfter(value: string | undefined, now: number): number {
  if (value === undefined) return 0;
  if (/^\d+$/.test(value.trim())) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? 0 : Math.max(0, date - now);
}
