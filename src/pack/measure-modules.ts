import { messageOf } from '../errors.ts';
import { compareModules, moduleKey, type RefusedModule } from '../go/module.ts';
import { UnreadableModule } from '../modcache/module-files.ts';
import { measureModule } from '../modcache/module-source.ts';
import type { ShardModule } from './write-shard.ts';

/**
 * measureModules puts modules into the order they have in a pack, each with the bytes of its files together: these
 * decide how shards are cut, and are to be had without reading the files. What cannot be opened is refused.
 */
export function measureModules(
  gomodcache: string,
  modules: readonly ShardModule[],
): { sized: (ShardModule & { contentBytes: number })[]; refused: RefusedModule[] } {
  const refused: RefusedModule[] = [];
  const sized = modules.toSorted(compareModules).flatMap(({ path, version, h1 }) => {
    try {
      return [{ path, version, h1, contentBytes: measureModule(gomodcache, { path, version }) }];
    } catch (error) {
      if (!(error instanceof UnreadableModule)) throw error;
      refused.push({ module: moduleKey({ path, version }), reason: messageOf(error) });
      return [];
    }
  });
  return { sized, refused };
}
