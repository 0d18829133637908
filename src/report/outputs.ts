import type { RunRecord } from '../record.ts';
import { rejectedModules, tallyOf } from './tally.ts';

/** OutputDefinition is one output, as action.yml and the README's table show it. */
export interface OutputDefinition {
  readonly name: string;
  /** What the text of the output stands for; the JSON report holds it as such. */
  readonly type: 'boolean' | 'number' | 'text';
  readonly description: string;
}

/** outputDefinitions is every output, in the order of the documentation. */
export const outputDefinitions = [
  {
    name: 'cache-hit',
    type: 'boolean',
    description: 'Whether the cache held an entry of exactly this key: `true` or `false`.',
  },
  { name: 'cache-key', type: 'text', description: 'The key of this set of modules.' },
  {
    name: 'cache-matched-key',
    type: 'text',
    description: 'The key of the entry that was found, which may be an older one; empty when none was.',
  },
  {
    name: 'cache-saved',
    type: 'boolean',
    description: 'Whether this run stored an entry: `true` or `false`.',
  },
  { name: 'go-version', type: 'text', description: 'The Go that was used, such as `1.26.8`.' },
  { name: 'gomodcache', type: 'text', description: 'The path of the module cache.' },
  { name: 'modules', type: 'number', description: 'Number of modules in the set.' },
  {
    name: 'modules-on-disk',
    type: 'number',
    description: 'Number of modules that were in the module cache already.',
  },
  {
    name: 'modules-restored',
    type: 'number',
    description: 'Number of modules that came from the cache.',
  },
  {
    name: 'modules-downloaded',
    type: 'number',
    description: 'Number of modules that were downloaded.',
  },
  {
    name: 'modules-rejected',
    type: 'number',
    description: 'Number of modules of a stored entry that were not what go.sum says, and were not used.',
  },
  { name: 'bytes-restored', type: 'number', description: 'Bytes transferred from the cache.' },
  { name: 'bytes-downloaded', type: 'number', description: 'Bytes of the modules that were downloaded.' },
  { name: 'bytes-saved', type: 'number', description: 'Bytes transferred to the cache.' },
  { name: 'retries', type: 'number', description: 'How often something was tried again.' },
  { name: 'duration-ms', type: 'number', description: 'How long the step took, in milliseconds.' },
  {
    name: 'report',
    type: 'text',
    description:
      'The path of a JSON report that holds all of these, the time of each step, each module with where it came from, and each error with its class and hint.',
  },
] as const satisfies readonly OutputDefinition[];

/** OutputName is the name of an output, in kebab-case. */
export type OutputName = (typeof outputDefinitions)[number]['name'];

/** Outputs is every output as text. */
export type Outputs = Readonly<Record<OutputName, string>>;

/** outputsOf makes all outputs of a run; none is ever left unset. */
export function outputsOf(record: RunRecord, reportFile: string): Outputs {
  const tally = tallyOf(record.modules);
  return {
    'cache-hit': String(record.cacheHit),
    'cache-key': record.cacheKey,
    'cache-matched-key': record.cacheMatchedKey,
    'cache-saved': String(record.cacheSaved),
    'go-version': record.goVersion,
    gomodcache: record.gomodcache,
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
    report: reportFile,
  };
}
