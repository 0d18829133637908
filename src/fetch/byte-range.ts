/** RangeAnswer is what a `content-range` header says: from where to where (inclusive), and how large the whole is. */
export interface RangeAnswer {
  readonly from: number;
  readonly to: number;
  readonly bytes: number;
}

/** formatRange is the value of a `range` header (RFC 9110, 14.2); `to` is inclusive. */
export function formatRange(from: number, to: number): string {
  return `bytes=${from}-${to}`;
}

/** parseContentRange reads a `content-range` header (RFC 9110, 14.4); undefined for one without a length, or any other value. */
export function parseContentRange(value: string | undefined): RangeAnswer | undefined {
  const match = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15})$/i.exec(value?.trim() ?? '');
  if (match === null) return undefined;
  const [from, to, bytes] = match.slice(1).map(Number) as [number, number, number];
  return from <= to && to < bytes ? { from, to, bytes } : undefined;
}
