import type { InputDefinition } from './definition.ts';

/** projectInputs say what to download. */
export const projectInputs = [
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
    name: 'mirror-directory',
    kind: 'value',
    default: '',
    hint: 'DIR',
    description:
      'A folder that the modules are also written to, each verified against go.sum, as a mirror for machines without a network: they set GOPROXY to `file:///DIR,off`. Several projects and jobs may share it.',
  },
] as const satisfies readonly InputDefinition[];
