import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Inputs } from '../inputs/inputs.ts';
import type { Ports } from './run.ts';

/**
 * withPreparedCache lets the cache make itself ready while `body` begins. Not where there is no go.sum: hardly anything is
 * asked of the cache then.
 */
export async function withPreparedCache<T>(
  { workingDirectory }: Inputs,
  { cache }: Ports,
  body: () => Promise<T>,
): Promise<T> {
  const isLikely = cache.kind === 'on' && existsSync(path.join(workingDirectory, 'go.sum'));
  const prepared = isLikely ? cache.backend.prepare?.() : undefined;
  try {
    return await body();
  } finally {
    await prepared?.close();
  }
}
