/** InputKind is how an input is written: `switch` true or false, `list` several values, `value` one. */
export type InputKind = 'switch' | 'list' | 'value';

/** InputDefinition is one input, as action.yml, --help and the README's table show it. */
export interface InputDefinition {
  readonly name: string;
  readonly kind: InputKind;
  /** As it is written; empty where the default depends on something, which the description then tells. */
  readonly default: string;
  /** What stands for the value in --help. */
  readonly hint: string;
  readonly description: string;
}

/** inputDefinitions is every input, in the order of the documentation. Parsers stand in read-inputs.ts. */
export const inputDefinitions = [
  {
    name: 'working-directory',
    kind: 'value',
    default: '.',
    hint: 'DIR',
    description: 'The directory of the module or workspace.',
  },
  {
    name: 'go-mod-files',
    kind: 'list',
    default: '',
    hint: 'PATTERN',
    description:
      'Patterns of go.mod and go.work files below the working directory, one per line, for a repository with several; a leading `!` excludes. When empty: the go.work or go.mod that the go command would use there, else every go.mod below.',
  },
  {
    name: 'packages',
    kind: 'list',
    default: '',
    hint: 'PATTERN',
    description:
      'Package patterns such as `./cmd/...`, separated by spaces or lines. When set, only the modules that these packages and their tests need (for this GOOS, GOARCH and these tags) are fetched and cached.',
  },
  {
    name: 'extra-modules',
    kind: 'list',
    default: '',
    hint: 'PATH@VERSION',
    description:
      'More modules to download, as `path@version` each, separated by spaces or lines; a tag, branch or commit will do as the version. They are cached only where a go.sum of the checkout lists them.',
  },
  {
    name: 'goproxy',
    kind: 'value',
    default: '',
    hint: 'LIST',
    description:
      "GOPROXY: the module proxies to ask, for this download and, without credentials in its URLs, for later steps. As with all of Go's settings, when empty the environment counts, then `go env`.",
  },
  {
    name: 'goprivate',
    kind: 'value',
    default: '',
    hint: 'PATTERNS',
    description:
      'GOPRIVATE: patterns of private module paths, asked of no proxy and no checksum database; also for later steps.',
  },
  {
    name: 'gonoproxy',
    kind: 'value',
    default: '',
    hint: 'PATTERNS',
    description: 'GONOPROXY: patterns of module paths that no proxy is asked for; also for later steps.',
  },
  {
    name: 'gonosumdb',
    kind: 'value',
    default: '',
    hint: 'PATTERNS',
    description:
      'GONOSUMDB: patterns of module paths that the checksum database is not asked about; also for later steps.',
  },
  {
    name: 'gosumdb',
    kind: 'value',
    default: '',
    hint: 'NAME',
    description:
      'GOSUMDB: the checksum database that vouches for modules that are new to go.sum; also for later steps.',
  },
  {
    name: 'goinsecure',
    kind: 'value',
    default: '',
    hint: 'PATTERNS',
    description:
      'GOINSECURE: patterns of module paths that may be fetched from their origin without TLS; also for later steps.',
  },
  {
    name: 'goauth',
    kind: 'value',
    default: '',
    hint: 'COMMANDS',
    description:
      'GOAUTH: where the go command finds credentials; for this download only, never for later steps.',
  },
  {
    name: 'gotoolchain',
    kind: 'value',
    default: '',
    hint: 'NAME',
    description: 'GOTOOLCHAIN: which Go toolchain to use; also for later steps.',
  },
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
  {
    name: 'attempts',
    kind: 'value',
    default: '6',
    hint: 'N',
    description:
      'How often, in all, each file is asked of each server when that fails for a reason that can pass, from 1 to 20; the go command itself is run at most three times.',
  },
  {
    name: 'timeout',
    kind: 'value',
    default: '30m',
    hint: 'DURATION',
    description: 'How long the whole step may take, such as `90s` or `1h30m`.',
  },
  {
    name: 'stall-timeout',
    kind: 'value',
    default: '30s',
    hint: 'DURATION',
    description: 'How long a download may make no progress before it is ended and tried again.',
  },
  {
    name: 'concurrency',
    kind: 'value',
    default: '32',
    hint: 'N',
    description: 'How many requests there may be at once to one server, from 1 to 256.',
  },
  {
    name: 'fallback-goproxy',
    kind: 'value',
    default: '',
    hint: 'LIST',
    description:
      'Mirrors, as a list of URLs like GOPROXY, that are asked when those of GOPROXY fail for reasons that can pass; never for modules that GOPRIVATE, GONOPROXY or GONOSUMDB match.',
  },
  {
    name: 'http-proxy',
    kind: 'value',
    default: '',
    hint: 'URL',
    description: 'The forward proxy for http URLs. When empty: HTTP_PROXY of the environment.',
  },
  {
    name: 'https-proxy',
    kind: 'value',
    default: '',
    hint: 'URL',
    description: 'The forward proxy for https URLs. When empty: HTTPS_PROXY of the environment.',
  },
  {
    name: 'no-proxy',
    kind: 'value',
    default: '',
    hint: 'LIST',
    description: 'Hosts that no forward proxy is used for. When empty: NO_PROXY of the environment.',
  },
  {
    name: 'ca-file',
    kind: 'value',
    default: '',
    hint: 'FILE',
    description:
      "Certificates in PEM form to trust besides the system's, for example those of a proxy that opens TLS connections.",
  },
  {
    name: 'summary',
    kind: 'switch',
    default: 'true',
    hint: '',
    description: 'Write the job summary.',
  },
] as const satisfies readonly InputDefinition[];

/** InputName is the name of an input, in kebab-case. */
export type InputName = (typeof inputDefinitions)[number]['name'];

/** RawInputs is what was given, by name, as it was written; an input that was not given is absent or empty. */
export type RawInputs = Readonly<Record<string, string>>;

/** definitionOf finds the definition of an input; undefined when there is no input of that name. */
export function definitionOf(name: string): InputDefinition | undefined {
  return inputDefinitions.find((definition) => definition.name === name);
}
