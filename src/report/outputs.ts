import type { RunRecord } from '../record.ts';
import { rejectedModules, tallyOf } from './tally.ts';

/** OutputDefinition is one output, as action.yml and the README's table show it. */
export interface OutputDefinition {
  readonly name: string;
  /** The type of the output in the JSON report. */
  readonly type: 'boolean' | 'number' | 'text';
  readonly description: string;
}

/** outputDefinitions is every output, in the order of the documentation. */
export const outputDefinitions = [
  {
    name: 'cache-hit',
    type: 'boolean',
    description: 'Whether there was a cache entry for exactly this key: `true` or `false`.',
  },
  { name: 'cache-key', type: 'text', description: 'The cache key of this set of modules.' },
  {
    name: 'cache-matched-key',
    type: 'text',
    description:
      'The key of the cache entry that was found, which may be an older one; empty if none was found.',
  },
  {
    name: 'cache-saved',
    type: 'boolean',
    description: 'Whether this run saved a cache entry: `true` or `false`.',
  },
  { name: 'go-version', type: 'text', description: 'The Go version that was used, such as `1.26.8`.' },
  { name: 'gomodcache', type: 'text', description: 'The path of the module cache.' },
  { name: 'modules', type: 'number', description: 'Number of modules in total.' },
  {
    name: 'modules-on-disk',
    type: 'number',
    description: 'Number of modules that were already in the module cache.',
  },
  {
    name: 'modules-restored',
    type: 'number',
    description: 'Number of modules that were restored from the cache.',
  },
  {
    name: 'modules-downloaded',
    type: 'number',
    description: 'Number of modules that were downloaded.',
  },
  {
    name: 'modules-rejected',
    type: 'number',
    description: 'Number of cached modules that failed verification against go.sum and were not used.',
  },
  { name: 'bytes-restored', type: 'number', description: 'Bytes transferred from the cache.' },
  { name: 'bytes-downloaded', type: 'number', description: 'Bytes of the modules that were downloaded.' },
  { name: 'bytes-saved', type: 'number', description: 'Bytes transferred to the cache.' },
  { name: 'retries', type: 'number', description: 'Number of retries.' },
  { name: 'duration-ms', type: 'number', description: 'How long the step took, in milliseconds.' },
  {
    name: 'report',
    type: 'text',
    description:
      'The path of a JSON report with all of these, the time of each step, the source of each module, and the class and hint of each error.',
  },
] as const satisfies readonly OutputDefinition[];

/** OutputName is the name of an output, in kebab-case. */
export type OutputName = (typeof outputDefinitions)[number]['name'];

/** Outputs is every output as text. */
export type Outputs = Readonly<Record<OutputName, string>>;

/** outputsOf returns all outputs of a run; one without a value is empty. */
export function outputsOf(record: RunRecord, reportFile: string | undefined): Outputs {
  const tally = tallyOf(record.modules);
  return {
    'cache-hit': String(record.cacheHit),
    'cache-key': record.cacheKey ?? '',
    'cache-matched-key': record.cacheMatchedKey ?? '',
    'cache-saved': String(record.cacheSaved),
    'go-version': record.goVersion ?? '',
    gomodcache: record.gomodcache ?? '',
    modules: String(record.modules.length),
    'modules-on-disk': String(tally.disk),
    'modules-restored': String(tally.cache),
    'modules-downloaded': String(tally.download),
    'modules-rejected': String(rejectedModules(record.rejected).length),
    'bytes-restored': String(record.bytesRestored),
    'bytes-downloaded': String(record.bytesDownloaded),
    'bytes-saved': String(record.bytesSaved),
    retries: String(record.retries),
    'duration-ms': String(Math.round(record.durationMs)),
    report: reportFile ?? '',
  };
}
