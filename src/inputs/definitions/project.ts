import type { InputDefinition } from './definition.ts';

/** projectInputs define what to download. */
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
      'For a repository with several modules: patterns of go.mod and go.work files, relative to the working directory, one per line; a leading `!` excludes. `all` covers every module. Default: the go.work or go.mod that the go command uses there, or else every go.mod in its subdirectories.',
  },
  {
    name: 'packages',
    kind: 'list',
    default: '',
    hint: 'PATTERN',
    description:
      'Package patterns such as `./cmd/...`, separated by spaces or newlines. If set, only the modules that these packages and their tests need (for the current GOOS, GOARCH and build tags) are downloaded and cached.',
  },
  {
    name: 'extra-modules',
    kind: 'list',
    default: '',
    hint: 'PATH@VERSION',
    description:
      'Additional modules to download, as `path@version`, separated by spaces or newlines; the version may also be a tag, branch or commit. They are cached only if a go.sum of the checkout lists them.',
  },
  {
    name: 'mirror-directory',
    kind: 'value',
    default: '',
    hint: 'DIR',
    description:
      'Also write the modules, each verified against go.sum, to this directory as a mirror for machines without internet access, which use it with `GOPROXY=file:///DIR,off`. Several projects and jobs may share it.',
  },
] as const satisfies readonly InputDefinition[];
