import { describe, expect, test } from '@jest/globals';
import type { Metafile } from 'esbuild';
import { chunkNames, withNames } from '../../scripts/chunk-names.ts';

type Imports = Record<string, readonly string[]>;

function metafile(
  imports: Imports,
  outputs: Record<string, { entryPoint?: string; holds: string[] }>,
): Metafile {
  const importsOf = (of: readonly string[]) =>
    of.map((path) => ({ path, kind: 'import-statement' as const }));
  return {
    inputs: Object.fromEntries(
      Object.entries(imports).map(([path, of]) => [path, { bytes: 1, imports: importsOf(of) }]),
    ),
    outputs: Object.fromEntries(
      Object.entries(outputs).map(([path, { entryPoint, holds }]) => [
        path,
        {
          bytes: 1,
          inputs: Object.fromEntries(holds.map((module) => [module, { bytesInOutput: 1 }])),
          imports: [],
          exports: [],
          ...(entryPoint === undefined ? {} : { entryPoint }),
        },
      ]),
    ),
  };
}

const nothingGiven = new Map<string, string>();

describe('a chunk is named', () => {
  test('as it was asked for, when it is an entry', () => {
    const meta = metafile(
      { 'src/a.ts': [] },
      { 'dist/main.mjs': { entryPoint: 'src/a.ts', holds: ['src/a.ts'] } },
    );
    expect(chunkNames(meta, new Map([['src/a.ts', 'main']])).get('dist/main.mjs')).toBe('main.mjs');
  });

  test('after the module that import() names', () => {
    const meta = metafile(
      { 'src/x/b.ts': [] },
      { 'dist/b-AAAAAAAA.mjs': { entryPoint: 'src/x/b.ts', holds: ['src/x/b.ts'] } },
    );
    expect(chunkNames(meta, nothingGiven).get('dist/b-AAAAAAAA.mjs')).toBe('x.b.mjs');
  });

  test('apart from the chunk that holds that module, when both are there', () => {
    const meta = metafile(
      { 'src/b.ts': [] },
      {
        'dist/b-AAAAAAAA.mjs': { entryPoint: 'src/b.ts', holds: [] },
        'dist/chunk-BBBBBBBB.mjs': { holds: ['src/b.ts'] },
      },
    );
    expect([...chunkNames(meta, nothingGiven).values()]).toEqual(['b.lazy.mjs', 'b.mjs']);
  });

  test('after the module that reaches most of the others, however they are ordered', () => {
    const imports = {
      'src/a.ts': [],
      'src/m.ts': ['src/z.ts', 'src/elsewhere.ts'],
      'src/z.ts': ['src/a.ts'],
    };
    const holds = ['src/a.ts', 'src/m.ts', 'src/z.ts'];
    for (const order of [holds, holds.toReversed()]) {
      const meta = metafile(imports, { 'dist/chunk-AAAAAAAA.mjs': { holds: order } });
      expect([...chunkNames(meta, nothingGiven).values()]).toEqual(['m.mjs']);
    }
  });

  test('after the file of a package, from wherever it is installed', () => {
    const module = '../elsewhere/node_modules/@actions/core/lib/core.js';
    const meta = metafile({ [module]: [] }, { 'dist/chunk-AAAAAAAA.mjs': { holds: [module] } });
    expect([...chunkNames(meta, nothingGiven).values()]).toEqual(['npm.actions.core.lib.core.mjs']);
  });

  test('after a module of Node itself', () => {
    const meta = metafile({ 'node:http': [] }, { 'dist/chunk-AAAAAAAA.mjs': { holds: ['node:http'] } });
    expect([...chunkNames(meta, nothingGiven).values()]).toEqual(['node.http.mjs']);
  });

  test('never like another chunk', () => {
    const meta = metafile(
      { 'src/a.ts': [], 'src/a.js': [] },
      { 'dist/chunk-A.mjs': { holds: ['src/a.ts'] }, 'dist/chunk-B.mjs': { holds: ['src/a.js'] } },
    );
    expect(() => chunkNames(meta, nothingGiven)).toThrow('two chunks are called a.mjs');
  });
});

test('imports are renamed, and other texts are not', () => {
  const names = new Map([['chunk-ABCD1234.mjs', 'go.gomod.mjs']]);
  const text = 'import "./chunk-ABCD1234.mjs";\nawait import("./chunk-ABCD1234.mjs");\n"chunk-ABCD1234.mjs";';
  expect(withNames(text, names)).toBe(
    'import "./go.gomod.mjs";\nawait import("./go.gomod.mjs");\n"chunk-ABCD1234.mjs";',
  );
});
