import type { InputDefinition } from './definition.ts';

/** goItselfInputs define which Go to use. */
export const goItselfInputs = [
  {
    name: 'go-version',
    kind: 'value',
    default: '',
    hint: 'VERSION',
    description:
      "The Go version to use, in this step and in later ones, such as `1.26.8`, `1.26` (its newest patch), `^1.25`, `'>=1.24 <1.26'`, `stable` or `oldstable`. Go on PATH or in the tool cache is used if it matches; otherwise it is installed. Quote the value: YAML reads 1.20 as 1.2. Default, if `go-version-file` is empty too: Go on PATH, or if there is none, the version that go.work or go.mod requires.",
  },
  {
    name: 'go-version-file',
    kind: 'value',
    default: '',
    hint: 'FILE',
    description:
      'The file to read the Go version from: a go.mod or go.work (its `toolchain` line, or else its `go` line), .go-version or .tool-versions.',
  },
  {
    name: 'go-download-base-url',
    kind: 'value',
    default: '',
    hint: 'URL',
    description:
      'A mirror of the Go download site. If set, Go is installed from there only. Default: GO_DOWNLOAD_BASE_URL from the environment, or else the Go download site with the module proxies as a fallback; if GOPROXY is set, the module proxies come first.',
  },
] as const satisfies readonly InputDefinition[];
