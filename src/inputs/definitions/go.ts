import type { InputDefinition } from './definition.ts';

/** goInputs are the go command's own settings. */
export const goInputs = [
  {
    name: 'goproxy',
    kind: 'value',
    default: '',
    hint: 'LIST',
    description:
      "GOPROXY: the module proxies to use, in this step and, without the credentials in its URLs, in later ones. As for all of Go's settings, the default is the value from the environment, or else from `go env`.",
  },
  {
    name: 'goprivate',
    kind: 'value',
    default: '',
    hint: 'PATTERNS',
    description:
      'GOPRIVATE: patterns of private module paths, never requested from a proxy or checksum database; also set for later steps.',
  },
  {
    name: 'gonoproxy',
    kind: 'value',
    default: '',
    hint: 'PATTERNS',
    description:
      'GONOPROXY: patterns of module paths that are never requested from a proxy; also set for later steps.',
  },
  {
    name: 'gonosumdb',
    kind: 'value',
    default: '',
    hint: 'PATTERNS',
    description:
      'GONOSUMDB: patterns of module paths that are never looked up in the checksum database; also set for later steps.',
  },
  {
    name: 'gosumdb',
    kind: 'value',
    default: '',
    hint: 'NAME',
    description:
      'GOSUMDB: the checksum database that verifies modules that go.sum does not list; also set for later steps.',
  },
  {
    name: 'goinsecure',
    kind: 'value',
    default: '',
    hint: 'PATTERNS',
    description:
      'GOINSECURE: patterns of module paths that may be fetched directly without TLS; also set for later steps.',
  },
  {
    name: 'goauth',
    kind: 'value',
    default: '',
    hint: 'COMMANDS',
    description: 'GOAUTH: where the go command finds credentials; in this step only, never in later ones.',
  },
  {
    name: 'gotoolchain',
    kind: 'value',
    default: '',
    hint: 'NAME',
    description: 'GOTOOLCHAIN: which Go toolchain to use; also set for later steps.',
  },
  {
    name: 'gomodcache',
    kind: 'value',
    default: '',
    hint: 'DIR',
    description:
      'GOMODCACHE: the directory of the module cache, which is created if it is missing; also set for later steps. On Windows runners that have a drive D:, a directory there is often faster than the default on C:.',
  },
] as const satisfies readonly InputDefinition[];
