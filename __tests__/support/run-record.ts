import type { ErrorRecord, ModuleRecord, RunRecord } from '../../src/record.ts';

/** moduleRecord makes a module of a set; by default one that was restored. */
export function moduleRecord(overrides: Partial<ModuleRecord> = {}): ModuleRecord {
  return {
    path: 'example.com/alpha',
    version: 'v1.0.0',
    source: 'cache',
    bytes: 1000,
    attempts: 0,
    cacheable: true,
    ...overrides,
  };
}

/** failureRecord makes an error; by default one of the network. */
export function failureRecord(overrides: Partial<ErrorRecord> = {}): ErrorRecord {
  return {
    class: 'network',
    code: 'connection-reset',
    transient: true,
    fault: 'infrastructure',
    message: 'the connection was reset',
    hint: 'Run it again.',
    ...overrides,
  };
}

/** runRecord makes a run; by default three modules, one from each source, and an exact hit. */
export function runRecord(overrides: Partial<RunRecord> = {}): RunRecord {
  return {
    verdict: 'done',
    sentence: '3 modules ready: 1 already on disk, 1 restored, 1 downloaded in 4.2 s.',
    cacheHit: true,
    cacheKey: 'go-mod-v1-scope-digest',
    cacheMatchedKey: 'go-mod-v1-scope-digest-1',
    cacheSaved: false,
    cacheNotes: ['An entry of this key was restored.'],
    goVersion: '1.26.8',
    gomodcache: '/home/user/go/pkg/mod',
    modules: [
      moduleRecord(),
      moduleRecord({ path: 'example.com/beta', source: 'disk' }),
      moduleRecord({ path: 'example.com/gamma', source: 'download', attempts: 2 }),
    ],
    rejected: [],
    bytesRestored: 2_500_000,
    bytesDownloaded: 12_300,
    bytesSaved: 0,
    hosts: [],
    retries: 1,
    durationMs: 4200,
    steps: [
      { name: 'plan', startMs: 0, durationMs: 200 },
      { name: 'download', startMs: 200, durationMs: 4000 },
    ],
    fallbacks: [],
    keyIngredients: ['go.sum: 3 lines'],
    errors: [],
    ...overrides,
  };
}
