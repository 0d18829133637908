import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { type GoMod, type GoWork, parseGoMod, parseGoWork } from '../../src/go/gomod.ts';
import { checkVendor } from '../../src/go/vendor.ts';

const goMod = parseGoMod(
  `module example.com/main
go 1.21
require example.com/p v1.0.0
require example.com/q v1.0.0 // indirect
replace example.com/q v1.0.0 => ./q
replace example.com/unused => example.com/fork v1.2.3
replace example.com/main => ./elsewhere
`,
  'go.mod',
);

const modulesTxt = `# example.com/p v1.0.0
## explicit; go 1.21
example.com/p
# example.com/q v1.0.0 => ./q
## explicit
example.com/q/a
example.com/q/b
# example.com/r v1.3.0
## go 1.18
example.com/r
# example.com/unused => example.com/fork v1.2.3
`;

test('the vendor folder of a real module is consistent, with CRLF too', async () => {
  const dir = new URL('../data/corpora/lazygit/', import.meta.url);
  const real = parseGoMod(await readFile(new URL('go.mod', dir), 'utf8'), 'go.mod');
  const text = await readFile(new URL('vendor/modules.txt', dir), 'utf8');
  expect(checkVendor(text, [real])).toEqual({ kind: 'consistent' });
  expect(checkVendor(text.replaceAll('\n', '\r\n'), [real])).toEqual({ kind: 'consistent' });
});

describe('the vendor folder of a module', () => {
  test('is consistent when requirements and replacements agree', () => {
    expect(checkVendor(modulesTxt, [goMod])).toEqual({ kind: 'consistent' });
  });

  test.each([
    [
      'a requirement is not explicit',
      '## explicit; go 1.21',
      '## go 1.21',
      'example.com/p@v1.0.0 is required',
    ],
    [
      'another version is vendored',
      'example.com/p v1.0.0',
      'example.com/p v1.0.1',
      'example.com/p@v1.0.0 is required',
    ],
    ['a replacement is missing', ' => ./q', '', 'example.com/q@v1.0.0 is replaced by ./q, but by nothing'],
    ['a replacement is another', ' => ./q', ' => ./other', 'but by ./other according to'],
    ['a replacement has another version', 'fork v1.2.3', 'fork v1.2.4', 'but by example.com/fork@v1.2.4'],
    [
      'something else is explicit',
      '## go 1.18',
      '## explicit; go 1.18',
      'example.com/r@v1.3.0 is marked as explicit',
    ],
    [
      'something else is replaced',
      '# example.com/r v1.3.0',
      '# example.com/r v1.3.0 => ./r',
      'but not replaced',
    ],
    ['it is that of a workspace', '# example.com/p', '## workspace\n# example.com/p', 'for a workspace'],
  ])('is inconsistent when %s', (_, from, to, reason) => {
    expect(checkVendor(modulesTxt.replace(from, to), [goMod])).toEqual({
      kind: 'inconsistent',
      reason: expect.stringContaining(reason),
    });
  });

  test('is consistent when there is nothing to vendor', () => {
    expect(checkVendor('', [parseGoMod('module m\n', 'go.mod')])).toEqual({ kind: 'consistent' });
  });
});

/** The files of a script test of the go command, work_vendor_modules_txt_consistent.txt. */
describe('the vendor folder of a workspace', () => {
  const member = (name: string, module: string): GoMod =>
    parseGoMod(
      `module example.com/${name}\ngo 1.21\nrequire example.com/${module} v1.0.0\nreplace example.com/${module} v1.0.0 => ../${module}\n`,
      `/repo/${name}/go.mod`,
    );
  const members = [member('a', 'p'), member('b', 'q')];
  const goWork: GoWork = parseGoWork('go 1.21\nuse (\n\t./a\n\t./b\n)\n', '/repo/go.work');
  const text = `## workspace
# example.com/p v1.0.0 => ./p
## explicit; go 1.21
# example.com/q v1.0.0 => ./q
## explicit; go 1.21
`;

  test('is consistent when folders agree as seen from the workspace', () => {
    expect(checkVendor(text, members, goWork)).toEqual({ kind: 'consistent' });
  });

  test('goes by the replacement of go.work first', () => {
    const replaced = parseGoWork('go 1.21\nuse ./a\nreplace example.com/p => ./fork\n', '/repo/go.work');
    expect(checkVendor(text, members, replaced)).toMatchObject({ kind: 'inconsistent' });
    const vendored = `${text.replace('=> ./p', '=> ./fork')}# example.com/p => ./fork\n`;
    expect(checkVendor(vendored, members, replaced)).toEqual({ kind: 'consistent' });
  });

  test.each([
    ['not explicit', text.replace('## explicit; ', '## '), 'example.com/p@v1.0.0 is required'],
    ['replaced by another', text.replace('./p', './r'), 'replaced by ./p, but by ./r'],
    ['not that of a workspace', text.replace('## workspace\n', ''), 'not for a workspace'],
    [
      'explicit without a requirement',
      `${text}# example.com/r v1.0.0\nexample.com/r\n## explicit; go 1.21\n`,
      'example.com/r@v1.0.0 is marked as explicit',
    ],
  ])('is inconsistent when a module is %s', (_, changed, reason) => {
    expect(checkVendor(changed, members, goWork)).toEqual({
      kind: 'inconsistent',
      reason: expect.stringContaining(reason),
    });
  });
});
