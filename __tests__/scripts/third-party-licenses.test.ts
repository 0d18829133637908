import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { type BundledPackage, bundledPackages } from '../../scripts/bundled-packages.ts';
import { licenseFaults, licensesFile, licensesText } from '../../scripts/third-party-licenses.ts';
import { tempDir } from '../support/temp-dir.ts';

const mit: BundledPackage = {
  name: 'some-package',
  version: '1.2.3',
  license: 'MIT',
  folder: 'node_modules/some-package',
  texts: ['MIT License'],
  headers: [],
};

test.each([
  ['MIT'],
  ['ISC'],
  ['Apache-2.0'],
  ['BlueOak-1.0.0'],
  ['(Apache-2.0 AND BSD-3-Clause)'],
  ['(MIT OR GPL-3.0-only)'],
  ['BSD-2-Clause OR MIT OR Apache-2.0'],
])('a package under %s may be bundled', (license) => {
  expect(licenseFaults({ ...mit, license })).toEqual([]);
});

test.each([
  ['GPL-3.0-only'],
  ['LGPL-2.1-or-later'],
  ['MPL-2.0'],
  ['AGPL-3.0-or-later OR SSPL-1.0'],
  ['(MIT AND GPL-2.0-only)'],
  ['(MIT OR GPL-2.0-only) AND MPL-2.0'],
  ['SEE LICENSE IN LICENSE.md'],
  ['UNLICENSED'],
  [''],
])('a package under "%s" may not', (license) => {
  expect(licenseFaults({ ...mit, license })).toEqual([
    `some-package 1.2.3 is under ${license}, which a bundle under MIT cannot carry: use another package.`,
  ]);
});

test('a package without a license, or without its text, is named with what to do', () => {
  const bare = { ...mit, name: '@scope/bare', texts: [] };
  expect(() => licensesText([mit, bare, { ...mit, name: 'nothing-said', license: undefined }])).toThrow(
    '@scope/bare 1.2.3 has no license text: add what its authors publish as scripts/licenses/@scope+bare.txt.\n' +
      'nothing-said 1.2.3 names no license in its package.json: do not bundle it.',
  );
});

test('what counts as bundled is what left bytes in an output, nested packages and license headers included', async () => {
  const files = {
    'node_modules/a/package.json': '{"name":"a","version":"1.0.0","license":"MIT"}',
    'node_modules/a/LICENSE.md': 'text of a\r\n',
    'node_modules/a/NOTICE': 'notice of a',
    'node_modules/a/index.js':
      '"use strict";\n/*\n * Permission is hereby granted to use borrowed code.\n */\nborrowed();\n',
    'node_modules/a/node_modules/@s/b/package.json': '{"name":"@s/b","version":"2.0.0","license":"ISC"}',
    'node_modules/a/node_modules/@s/b/licence.txt': 'text of b',
    'node_modules/a/node_modules/@s/b/lib/b.js': '// A comment without terms.\nb();\n',
  };
  await using dir = await tempDir(files);
  const input = (bytesInOutput: number) => ({ bytesInOutput });
  const packages = bundledPackages(
    [
      {
        inputs: {},
        outputs: {
          'dist/main.mjs': {
            bytes: 3,
            imports: [],
            exports: [],
            inputs: {
              'src/main.ts': input(1),
              'node_modules/a/index.js': input(1),
              'node_modules/a/node_modules/@s/b/lib/b.js': input(1),
              'node_modules/shaken-away/index.js': input(0),
            },
          },
        },
      },
    ],
    dir.path,
  );
  expect(packages).toEqual([
    {
      name: '@s/b',
      version: '2.0.0',
      license: 'ISC',
      folder: 'node_modules/a/node_modules/@s/b',
      texts: ['text of b'],
      headers: [],
    },
    {
      name: 'a',
      version: '1.0.0',
      license: 'MIT',
      folder: 'node_modules/a',
      texts: ['text of a', 'notice of a'],
      headers: ['Permission is hereby granted to use borrowed code.'],
    },
  ]);
});

/** esbuild writes the path of each module above its code. */
function packagesIn(dist: string): Set<string> {
  const texts = readdirSync(dist)
    .filter((name) => name.endsWith('.mjs'))
    .map((name) => readFileSync(`${dist}/${name}`, 'utf8'));
  return new Set(
    texts.flatMap((text) =>
      [...text.matchAll(/^\/\/ (?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)\//gm)].map(
        ([, name = '']) => name,
      ),
    ),
  );
}

test('each package whose code is in dist/ has its name and text in the file of licenses', () => {
  const text = readFileSync(`dist/${licensesFile}`, 'utf8');
  const named = [...text.matchAll(/^(\S+) \d\S*\nLicense: \S/gm)].map(([, name]) => name);
  const bundled = packagesIn('dist');
  expect(bundled.size).toBeGreaterThan(30);
  expect([...bundled].filter((name) => !named.includes(name))).toEqual([]);
  expect(text).toContain('Permission to use, copy, modify, and/or distribute this software');
  // Code that a package took from elsewhere, under terms of its own.
  expect(text).toContain('Neither the name of Google Inc. nor the names of its');
});
