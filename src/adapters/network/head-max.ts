/**
 * headMax bounds the head of a response. Go has the same limit in bytes (net/http, maxHeaderResponseSize).
 */
export const headMax = { bytes: 10 << 20, lines: 10_000 };
