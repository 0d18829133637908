import { readSync } from 'node:fs';
import { UnreadableModule } from './module-files.ts';

/** readAt reads exactly so many bytes of an open zip. Throws UnreadableModule where there are fewer. */
export function readAt(fd: number, position: number, bytes: number): Buffer {
  return readInto(Buffer.allocUnsafe(bytes), fd, position);
}

/** readInto fills `buffer` from an open zip and returns it. Throws UnreadableModule where there are fewer bytes. */
export function readInto(buffer: Buffer, fd: number, position: number): Buffer {
  if (fill(buffer, fd, position) < buffer.length) throw new UnreadableModule('its zip is truncated');
  return buffer;
}

/** readUpTo fills `buffer` from an open zip as far as there are bytes, and returns the filled part. */
export function readUpTo(buffer: Buffer, fd: number, position: number): Buffer {
  return buffer.subarray(0, fill(buffer, fd, position));
}

function fill(buffer: Buffer, fd: number, position: number): number {
  let filled = 0;
  while (filled < buffer.length) {
    const read = readSync(fd, buffer, filled, buffer.length - filled, position + filled);
    if (read === 0) break;
    filled += read;
  }
  return filled;
}
