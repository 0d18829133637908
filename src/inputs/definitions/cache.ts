import type { InputDefinition } from './definition.ts';

/** cacheInputs define what is kept between runs, and where. */
export const cacheInputs = [
  {
    name: 'cache',
    kind: 'value',
    default: 'auto',
    values: ['auto', 'github', 's3', 'directory', 'off'],
    hint: 'BACKEND',
    description:
      "Where modules are kept between runs: `github` (GitHub's cache service), `s3` (a bucket, see `s3-bucket`), `directory`, `off` or `auto`. `auto` means `s3` if a bucket is named; otherwise, in a workflow, `github` if the service is available, or else `off`, and on the command line `directory`. `true` means `auto`, `false` means `off`.",
  },
  {
    name: 'cache-mode',
    kind: 'value',
    default: '',
    values: ['write', 'read', 'write-only', 'none'],
    hint: 'MODE',
    description:
      'What to do with the cache: `write` (restore and save), `read` (restore only), `write-only` (save only) or `none`. Default: `write`, but `read` on tags and in merge queues. Limited by ACTIONS_CACHE_MODE, if set.',
  },
  {
    name: 'lookup-only',
    kind: 'switch',
    default: 'false',
    hint: '',
    description:
      'For a job that fills the cache for a matrix: if there is a cache entry for this key, stop and transfer nothing; otherwise download and save.',
  },
  {
    name: 'cache-service-hosts',
    kind: 'list',
    default: '',
    hint: 'HOST',
    description:
      "For self-hosted runners with a cache service of their own: hosts that CUSTOM_ACTIONS_RESULTS_URL may name, separated by spaces, commas or newlines, for example `cache.internal:3000`. Such a service is used in place of GitHub's, and is sent the job's token for the cache. When empty: the variable has no effect.",
  },
  {
    name: 'cache-directory',
    kind: 'value',
    default: '',
    hint: 'DIR',
    description:
      "The directory of the directory cache: on a disk, a network share or a volume. Default: a subdirectory of the user's cache directory.",
  },
  {
    name: 'cache-max-size',
    kind: 'value',
    default: '10GB',
    hint: 'SIZE',
    description:
      'The maximum size of the directory cache, such as `500MB` or `10GiB`. After a save, the least recently used entries are removed until it fits.',
  },
  {
    name: 'cache-key-prefix',
    kind: 'value',
    default: 'go-mod',
    hint: 'TEXT',
    description: 'The first part of every cache key; change it to invalidate all entries.',
  },
  {
    name: 'cache-encryption-key',
    kind: 'value',
    default: '',
    hint: 'SECRET',
    description:
      'Encrypts cache entries (AES-256-GCM), for private modules in a bucket or directory that others can read: a random text of at least 16 characters, such as the output of `openssl rand -base64 32`. All jobs that share entries need the same key. When empty: entries are not encrypted.',
  },
  {
    name: 'fail-on-cache-miss',
    kind: 'switch',
    default: 'false',
    hint: '',
    description: 'Fail if no cache entry matches. An unavailable cache service is not a miss.',
  },
  {
    name: 'clean',
    kind: 'switch',
    default: 'false',
    hint: '',
    description:
      'Empty the module cache first (`go clean -modcache`), ignore stored cache entries and download everything again.',
  },
  {
    name: 'layout',
    kind: 'value',
    default: 'full',
    values: ['full', 'tree', 'zip'],
    hint: 'FORM',
    description:
      'What a restore writes to the module cache: `full` (zips and extracted trees, as `go mod download` leaves them), `tree` (trees only: fastest, and enough for build, test and vet; a later `go mod download` would download the zips again) or `zip` (zips only, which the go command extracts as it needs them; the module cache must be writable).',
  },
] as const satisfies readonly InputDefinition[];
