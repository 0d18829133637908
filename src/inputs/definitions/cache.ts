import type { InputDefinition } from './definition.ts';

/** cacheInputs say what is kept between runs, and where. */
export const cacheInputs = [
  {
    name: 'cache',
    kind: 'value',
    default: 'auto',
    hint: 'BACKEND',
    description:
      "Where modules are kept between runs: `github`, `directory`, `off`, or `auto`, which is GitHub's cache service where there is one, nothing in a workflow without it, and the directory on the command line. `true` means `auto`, `false` means `off`.",
  },
  {
    name: 'cache-mode',
    kind: 'value',
    default: '',
    hint: 'MODE',
    description:
      'What may be done with the cache: `write` (restore and save), `read`, `write-only` or `none`. When empty: `write`, but `read` on tags and in merge queues. ACTIONS_CACHE_MODE is a ceiling.',
  },
  {
    name: 'lookup-only',
    kind: 'switch',
    default: 'false',
    hint: '',
    description:
      'For the warming job of a matrix: when the cache holds an entry for this key, end there and transfer nothing; otherwise download and save.',
  },
  {
    name: 'cache-directory',
    kind: 'value',
    default: '',
    hint: 'DIR',
    description:
      "Root of the directory cache: a disk, a network share, a volume. When empty: a folder in the user's cache folder.",
  },
  {
    name: 'cache-max-size',
    kind: 'value',
    default: '10GB',
    hint: 'SIZE',
    description:
      'Size to which the directory cache is pruned after a save, least recently used entries first, such as `500MB` or `10GiB`.',
  },
  {
    name: 'cache-key-prefix',
    kind: 'value',
    default: 'go-mod',
    hint: 'TEXT',
    description: 'First part of every cache key; change it to start afresh.',
  },
  {
    name: 'fail-on-cache-miss',
    kind: 'switch',
    default: 'false',
    hint: '',
    description: 'Fail when no entry matched at all. Never fires because the cache service is unavailable.',
  },
  {
    name: 'clean',
    kind: 'switch',
    default: 'false',
    hint: '',
    description:
      'Empty the module cache first (`go clean -modcache`) and ignore stored entries: a rebuild from the sources.',
  },
  {
    name: 'layout',
    kind: 'value',
    default: 'full',
    hint: 'FORM',
    description:
      'What a restore lays out in the module cache: `full` (zips and trees, as `go mod download` leaves them), `tree` (trees only: quickest, for build, test and vet; a later `go mod download` would fetch again) or `zip` (zips only, which the go command extracts as it needs them; the module cache must be writable).',
  },
] as const satisfies readonly InputDefinition[];
