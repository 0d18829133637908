import type { ModuleVersion, RefusedModule } from '../go/module.ts';
import type { Manifest } from '../pack/manifest.ts';
import type { CacheEntry } from './entry.ts';

/** Part is one stored entry that took part in a restore. */
export interface Part {
  /** Its whole name. */
  readonly name: string;
  readonly manifest: Manifest;
  /** Bytes transferred. */
  readonly bytes: number;
}

/** Delivered is what a stored entry, and the full entry it builds on, brought into the module cache. */
export interface Delivered {
  readonly entry: CacheEntry;
  /** The entry itself, then its base, where it has one that was found. */
  readonly parts: readonly Part[];
  /** Why the base of a delta is missing; undefined when nothing is missing. */
  readonly baseMissing: string | undefined;
  readonly restored: readonly (ModuleVersion & { readonly bytes: number })[];
  /** Modules of the entry that were in the module cache already. */
  readonly onDisk: readonly ModuleVersion[];
  readonly rejected: readonly RefusedModule[];
}

/** Restored is how the restore ended. Nothing in it is a reason to fail a job. */
export type Restored =
  /** An entry of exactly this key; with `lookup-only` nothing was transferred. */
  | { readonly kind: 'found'; readonly entry: CacheEntry }
  | { readonly kind: 'hit'; readonly delivered: Delivered }
  /** An older entry of the same project. */
  | { readonly kind: 'partial'; readonly delivered: Delivered }
  /** An entry that broke off while it came; what had come of it is in place. */
  | {
      readonly kind: 'interrupted';
      readonly delivered: Delivered;
      readonly reason: string;
      /** It would break off there each time. */
      readonly isDamaged: boolean;
    }
  /** An entry that cannot be read at all. */
  | { readonly kind: 'broken'; readonly entry: CacheEntry; readonly reason: string }
  /** `note` says what is stored and cannot be used. */
  | { readonly kind: 'miss'; readonly note?: string }
  | { readonly kind: 'unavailable'; readonly reason: string }
  | { readonly kind: 'skipped'; readonly reason: string };

/** deliveredOf returns what a restore brought into the module cache, if anything. */
export function deliveredOf(restored: Restored): Delivered | undefined {
  return 'delivered' in restored ? restored.delivered : undefined;
}
