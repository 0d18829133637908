import type { InputDefinition } from './definition.ts';

/** goInputs say the go command's own settings. */
export const goInputs = [
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
] as const satisfies readonly InputDefinition[];
