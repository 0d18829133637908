const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** formatBytes writes a size for people, by thousands: `512 B`, `12.3 MB`. */
export function formatBytes(bytes: number): string {
  let amount = bytes;
  let unit: (typeof byteUnits)[number] = 'B';
  for (const larger of byteUnits.slice(1)) {
    // What would round to 1000.0 belongs to the next unit.
    if (amount < 999.95) break;
    amount /= 1000;
    unit = larger;
  }
  return unit === 'B' ? `${Math.round(amount)} B` : `${amount.toFixed(1)} ${unit}`;
}

/** formatDuration writes a time in ms for people: `340 ms`, `4.2 s`, `2 min 5 s`, `1 h 2 min`. */
export function formatDuration(ms: number): string {
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** formatCount writes a number with its noun: `1 module`, `3 modules`. */
export function formatCount(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}
