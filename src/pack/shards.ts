/**
 * shardBytes is how much content goes into one shard. Larger shards compress a little better, smaller ones keep
 * all workers busy to the end and memory low (the measurements stand in bench/README.md).
 */
export const shardBytes = 16 * 2 ** 20;

/**
 * cutShards groups modules, in their order and never splitting one, into shards of about `shardBytes`: a shard
 * is closed by the module that fills it, so only a single large module makes a shard much larger.
 */
export function cutShards<T extends { readonly contentBytes: number }>(modules: readonly T[]): T[][] {
  const shards: T[][] = [];
  let current: T[] = [];
  let bytes = 0;
  for (const module of modules) {
    const overflows = bytes + module.contentBytes > shardBytes * 1.5;
    if (current.length > 0 && overflows) {
      shards.push(current);
      current = [];
      bytes = 0;
    }
    current.push(module);
    bytes += module.contentBytes;
    if (bytes < shardBytes) continue;
    shards.push(current);
    current = [];
    bytes = 0;
  }
  if (current.length > 0) shards.push(current);
  return shards;
}
