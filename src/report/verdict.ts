import { formatCount, formatDuration } from '../text/format.ts';
import type { Tally } from './tally.ts';

/** VerdictFacts is what the sentence about a run depends on. Durations in ms. */
export type VerdictFacts =
  /** `because` is a clause without a period: "the module has no dependencies". */
  | { readonly kind: 'nothing-to-do'; readonly because: string }
  /** A hit with `lookup-only`. */
  | { readonly kind: 'looked-up'; readonly key: string }
  | {
      readonly kind: 'done';
      readonly tally: Tally;
      /** Number of cached modules that failed verification and were downloaded again. */
      readonly rejected: number;
      readonly durationMs: number;
    }
  /** The go command was run by itself, because the plan failed. */
  | { readonly kind: 'downloaded-plainly' }
  /** `reason` is the first problem with the mirror. */
  | { readonly kind: 'not-mirrored'; readonly reason: string }
  /** `reason` is the first failure; `total` is 0 if the modules were not known yet. */
  | {
      readonly kind: 'failed';
      readonly failed: number;
      readonly total: number;
      readonly reason: string;
    };

/** sentenceOf describes in one sentence how a run ended. */
export function sentenceOf(facts: VerdictFacts): string {
  switch (facts.kind) {
    case 'nothing-to-do':
      return ended(`Nothing to download: ${facts.because}`);
    case 'looked-up':
      return `The cache has an entry for this key (${facts.key}); nothing was transferred.`;
    case 'done':
      return doneSentence(facts.tally, facts.rejected, facts.durationMs);
    case 'downloaded-plainly':
      return 'The modules are ready: the go command downloaded them by itself, without the cache.';
    case 'not-mirrored':
      return ended(`The modules are ready, but the mirror was not written: ${firstLine(facts.reason)}`);
    case 'failed':
      return ended(`${failedClause(facts.failed, facts.total)}: ${firstLine(facts.reason)}`);
  }
}

function doneSentence(tally: Tally, rejected: number, durationMs: number): string {
  const parts = [
    ...(tally.disk > 0 ? [`${tally.disk} already on disk`] : []),
    ...(tally.cache > 0 ? [`${tally.cache} restored`] : []),
    ...(tally.download > 0 ? [`${tally.download} downloaded`] : []),
  ];
  const ready = `${formatCount(tally.disk + tally.cache + tally.download, 'module')} ready`;
  const told = parts.length === 0 ? ready : `${ready}: ${parts.join(', ')}`;
  const invalid = `${formatCount(rejected, 'cached module')} failed verification and`;
  const replaced = `${invalid} ${rejected === 1 ? 'was' : 'were'} downloaded again`;
  return `${told} in ${formatDuration(durationMs)}${rejected === 0 ? '' : `; ${replaced}`}.`;
}

function failedClause(failed: number, total: number): string {
  if (failed === 0) return 'Modules could not be downloaded';
  if (total === 0) return `${formatCount(failed, 'module')} could not be downloaded`;
  return `${failed} of ${formatCount(total, 'module')} could not be downloaded`;
}

/** Hashes do not fit into a sentence; the failure itself has the whole text. */
const sentenceMax = 250;

/**
 * shortened truncates a long sentence. Secrets must already be redacted: a part of one would not be
 * recognized.
 */
export function shortened(sentence: string): string {
  return sentence.length > sentenceMax ? `${sentence.slice(0, sentenceMax).trimEnd()}…` : sentence;
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0]?.trim() ?? '';
}

function ended(sentence: string): string {
  return /[.!?…]$/.test(sentence) ? sentence : `${sentence}.`;
}
