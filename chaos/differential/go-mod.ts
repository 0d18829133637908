import { messageOf } from '../../src/errors.ts';
import {
  type DependencyGoMod,
  type GoWork,
  parseDependencyGoMod,
  parseGoMod,
  parseGoWork,
} from '../../src/go/gomod.ts';
import { type Compared, type Comparison, type Opinion, resultOf } from './comparison.ts';
import { dice, mutateText } from './mutate.ts';

const goMods = [
  `module example.com/main

go 1.24.0

toolchain go1.24.5

require (
	example.com/alpha v1.2.3
	example.com/beta/v2 v2.0.1 // indirect
	gopkg.in/yaml.v3 v3.0.1
	example.com/old v2.1.0+incompatible // indirect; a note
)

require example.com/gamma v0.0.0-20240102030405-abcdef123456

replace example.com/alpha v1.2.3 => ../alpha

replace (
	example.com/beta/v2 => example.com/fork/v2 v2.0.2
	"example.com/quoted" => "./a folder"
)

exclude example.com/alpha v1.2.2

retract [v1.0.0, v1.1.0] // wrong

tool example.com/alpha/cmd/alpha

godebug default=go1.21

ignore ./node_modules
`,
  'module example.com/m // Deprecated: use m/v2\ngo 1.21\nrequire example.com/a v1.0.0\n',
  'module "example.com/m"\r\n\r\ngo 1.22.1\r\nrequire (\r\n\texample.com/a v1.0.0\r\n)\r\n',
] as const;

const goWorks = [
  `go 1.24.0

toolchain go1.24.5

use (
	.
	./tools // the tools
	"../quoted folder"
)

use ../other

replace example.com/alpha v1.0.0 => ./alpha

godebug default=go1.21
`,
] as const;

const words = [
  'module',
  'go',
  'toolchain',
  'require',
  'replace',
  'exclude',
  'retract',
  'tool',
  'ignore',
  'godebug',
  'use',
  'unknown',
  'module example.com/n\n',
  'go 1.21\n',
  'require example.com/b v1.0.0\n',
  'replace example.com/c => ./c\n',
  'retract v1.0.0\n',
  'tool example.com/t\n',
  'use ./d\n',
  'godebug a=b\n',
  'toolchain default\n',
  '(',
  ')',
  ' (\n',
  ')\n',
  '( )',
  '[',
  ']',
  ',',
  '=>',
  '//',
  '/*',
  '// indirect',
  '// indirect; x',
  '"',
  '`',
  "'",
  '\\',
  '\\n',
  '"\\x41"',
  '"\\u00e4"',
  '"\\400"',
  '"\\ud800"',
  "'x'",
  '""',
  '``',
  ' ',
  '\t',
  '\n',
  '\r',
  '\r\n',
  '\f',
  '\v',
  '\0',
  '\u00a0',
  '\u00c3\u00a4',
  '\u00ff',
  '\u00ef\u00bb\u00bf',
  '\u00e2\u0080\u00a8',
  'v1',
  'v1.2',
  'v1.2.3',
  'v2.0.0',
  'v2.0.0+incompatible',
  'v1.2.3-pre',
  'v1.2.3+meta',
  'v0.0.0-20240102030405-abcdef123456',
  'master',
  'latest',
  '1.21',
  '1.21.0',
  '1.21rc1',
  '1.22rc1',
  'go1.21',
  'v1.21',
  '1.021',
  'default',
  'go1',
  'go2',
  '.',
  '..',
  './x',
  '../x',
  '/x',
  'C:\\x',
  '.\\x',
  'x/y',
  'example.com/a',
  'example.com/a/v2',
  'example.com/a/v1',
  'example.com/a/v0',
  'example.com/a/v02',
  'gopkg.in/a',
  'gopkg.in/a.v1',
  'gopkg.in/a.v2-unstable',
  'example.com/a@v1.0.0',
  '/v2',
  'std',
  'cmd',
  'EXAMPLE.com',
  '<<<<<<< HEAD\n',
  '=======\n',
] as const;

/** goModComparison compares how the go.mod of a main module is read. */
export const goModComparison = comparisonOf('go.mod', goMods, (text) =>
  goModValue(parseGoMod(text, 'go.mod')),
);

/** dependencyComparison compares how the go.mod of a dependency is read. */
export const dependencyComparison = comparisonOf('dependency', goMods, (text) =>
  goModValue(parseDependencyGoMod(text, 'go.mod')),
);

/** goWorkComparison compares how a go.work is read. */
export const goWorkComparison = comparisonOf('go.work', goWorks, (text) =>
  goWorkValue(parseGoWork(text, 'go.work')),
);

function comparisonOf(
  kind: 'go.mod' | 'dependency' | 'go.work',
  originals: readonly [string, ...string[]],
  read: (text: string) => string[],
): Comparison {
  return {
    name: kind,
    quick: 60,
    async run(seeds, { judge }) {
      const inputs = seeds.map((seed) => {
        const by = dice(seed);
        return mutateText(by.pick(originals), words, by);
      });
      const judgments = await judge(inputs.map((text) => ({ kind, text })));
      return resultOf(
        inputs.map((input, index): Compared => {
          const go = judgments[index];
          if (go === undefined) throw new Error('a judgment is missing');
          const text = Buffer.from(input, 'latin1').toString('utf8');
          return {
            seed: seeds[index] ?? 0,
            input: JSON.stringify(text),
            go,
            ours: opinionOf(() => read(text)),
          };
        }),
        explain,
      );
    },
  };
}

/** opinionOf is what we make of an input that is refused by throwing. */
function opinionOf(read: () => string[]): Opinion {
  try {
    return { kind: 'accepted', value: read() };
  } catch (error) {
    return { kind: 'refused', reason: messageOf(error) };
  }
}

function goModValue({
  module,
  go,
  toolchain,
  requires,
  excludes,
  replaces,
  tools,
}: DependencyGoMod): string[] {
  return lines([
    ...(module === undefined ? [] : [['module', quoted(module)]]),
    ...(go === undefined ? [] : [['go', go]]),
    ...(toolchain === undefined ? [] : [['toolchain', toolchain]]),
    ...requires.map((require) => [
      'require',
      quoted(require.path),
      require.version,
      String(require.indirect),
    ]),
    ...excludes.map((exclude) => ['exclude', quoted(exclude.path), exclude.version]),
    ...replaces.map(replaceWords),
    ...tools.map((tool) => ['tool', quoted(tool)]),
  ]);
}

function goWorkValue({ go, toolchain, uses, replaces }: GoWork): string[] {
  return lines([
    ...(go === undefined ? [] : [['go', go]]),
    ...(toolchain === undefined ? [] : [['toolchain', toolchain]]),
    ...uses.map((use) => ['use', quoted(use.path)]),
    ...replaces.map(replaceWords),
  ]);
}

function replaceWords({ old, new: target }: DependencyGoMod['replaces'][number]): string[] {
  return ['replace', quoted(old.path), old.version ?? '', '=>', quoted(target.path), target.version ?? ''];
}

/** As judge.go writes it. */
function lines(written: readonly (readonly string[])[]): string[] {
  return written
    .map((line) => line.join(' ').trim())
    .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

function quoted(text: string): string {
  return JSON.stringify(text.replace(/\ufffd+/g, '\ufffd')).replace(
    /[<>&\u2028\u2029]/g,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Refusals of the go command that are left to it, and why; a file is explained when each of its lines is. */
const leftToGo: readonly (readonly [RegExp, string])[] = [
  [/unknown (?:directive|block type): /, 'a newer Go may know the directive'],
  [/: a query$/, 'the go command asks for a branch or tag that stands for a version'],
  [/appears to be Windows path/, 'a folder with backslashes is one on Windows'],
];

function explain({ go, ours }: Compared): string | undefined {
  if (go.kind === 'accepted') {
    const isConflict = ours.kind === 'refused' && ours.reason.endsWith('a merge conflict marker');
    return isConflict ? 'a conflict marker in a block of `use` is a folder to the go command' : undefined;
  }
  if (ours.kind === 'refused') return undefined;
  const reasons = go.reason.split('\n').map((line) => leftToGo.find(([pattern]) => pattern.test(line))?.[1]);
  return reasons.includes(undefined) ? undefined : [...new Set(reasons)].sort().join('; ');
}
