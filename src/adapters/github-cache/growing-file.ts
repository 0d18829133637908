import { open } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

/** How often is looked whether a file has come or grown, in ms. */
const interval = 10;

/** Read in pieces of this size, in bytes. */
const pieceBytes = 2 ** 18;

/**
 * readGrowing yields what others append to a file, as it comes, until `writing` is aborted and all has been read. `find`
 * returns the file's name when it is there. Each piece is valid until the next is asked for: new memory for all of them would
 * keep the garbage collector busy. Throws what the file system says.
 */
export async function* readGrowing(
  find: () => Promise<string | undefined>,
  writing: AbortSignal,
): AsyncGenerator<Buffer> {
  const file = await comes(find, writing);
  if (file === undefined) return;
  const handle = await open(file, 'r');
  const memory = Buffer.allocUnsafeSlow(pieceBytes);
  try {
    for (;;) {
      // Asked before reading, so that what was written last is read once more after it.
      const over = writing.aborted;
      const { bytesRead } = await handle.read(memory);
      if (bytesRead > 0) yield memory.subarray(0, bytesRead);
      else if (over) return;
      else await pause(interval);
    }
  } finally {
    await handle.close();
  }
}

async function comes(
  find: () => Promise<string | undefined>,
  writing: AbortSignal,
): Promise<string | undefined> {
  for (;;) {
    const over = writing.aborted;
    const file = await find();
    if (file !== undefined || over) return file;
    await pause(interval);
  }
}
