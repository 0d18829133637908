import type { RunRecord } from '../record.ts';
import { formatDuration } from '../text/format.ts';
import { tallyOf } from './tally.ts';

/** A smaller difference, in ms, is noise. */
const noise = 500;

/**
 * cacheWorth says in a sentence how much time the cache saved in this run, and how that was computed;
 * undefined if it is not known. The time of a download is the one measured when the entry was saved. It is
 * stored in the entry, and only used for this sentence.
 */
export function cacheWorth(record: RunRecord): string | undefined {
  if (record.verdict !== 'done') return undefined;
  const { cache, download } = tallyOf(record.modules);
  if (cache > 0 && record.entryDownloadMs !== undefined && download === 0) {
    return worthOfRestoring(timeOf(record, 'restore'), record.entryDownloadMs);
  }
  if (record.cacheSaved && cache === 0 && download > 0) {
    return `Saving took ${formatDuration(timeOf(record, 'save'))} and saves the next run about ${formatDuration(timeOf(record, 'download'))} of downloading.`;
  }
  return undefined;
}

function worthOfRestoring(restoreMs: number, downloadMs: number): string {
  const saved = downloadMs - restoreMs;
  const how = `restoring took ${formatDuration(restoreMs)}, downloading took ${formatDuration(downloadMs)} when the entry was saved`;
  if (Math.abs(saved) < noise) return `The cache made no difference: ${how}.`;
  if (saved > 0) return `The cache saved ${formatDuration(saved)}: ${how}.`;
  return `The cache was ${formatDuration(-saved)} slower than downloading: ${how}. Consider cache: off, layout: tree, or a nearby module proxy.`;
}

function timeOf(record: RunRecord, name: RunRecord['steps'][number]['name']): number {
  return record.steps.find((step) => step.name === name)?.durationMs ?? 0;
}
