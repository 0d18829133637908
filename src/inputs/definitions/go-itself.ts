import type { InputDefinition } from './definition.ts';

/** goItselfInputs say which Go is to be there. */
export const goItselfInputs = [
  {
    name: 'go-version',
    kind: 'value',
    default: '',
    hint: 'VERSION',
    description:
      "The Go to use, such as `1.26.8`, `1.26` (its newest patch), `^1.25`, `'>=1.24 <1.26'`, `stable` or `oldstable`: the one on PATH or in the tool cache where it will do, else it is installed; also for later steps. Put it in quotes, for YAML takes 1.20 for 1.2. When this and `go-version-file` are empty: the Go on PATH, and without one that which go.work or go.mod asks for.",
  },
  {
    name: 'go-version-file',
    kind: 'value',
    default: '',
    hint: 'FILE',
    description:
      'A file that says which Go to use: a go.mod or go.work (its `toolchain` line, else its `go` line), .go-version or .tool-versions.',
  },
  {
    name: 'go-download-base-url',
    kind: 'value',
    default: '',
    hint: 'URL',
    description:
      'A mirror of the Go download site to install Go from, and nowhere else. When empty: GO_DOWNLOAD_BASE_URL of the environment, then the Go download site and the module proxies, these first where GOPROXY is set.',
  },
] as const satisfies readonly InputDefinition[];
