import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { neutralized } from '../../src/adapters/workflow-commands.ts';
import { code, details, escaped, pre, prose, table } from '../../src/report/markdown.ts';
import { plainText } from '../../src/text/plain-text.ts';

/** Text as somebody would write it who wants something from whoever reads it. */
const hostileText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '::',
        '##[',
        ':',
        '#',
        '[',
        ']',
        'error',
        'set-env name=X',
        'add-mask',
        'stop-commands',
      ),
      fc.constantFrom(
        '\n',
        '\r',
        '\r\n',
        '\u0085',
        '\u2028',
        '\t',
        ' ',
        '\u00a0',
        '\u3000',
        '\ufeff',
        '\v',
        '\f',
      ),
      fc.constantFrom(
        '\u200b',
        '\u00ad',
        '\u200d',
        '\ufe0f',
        '\u202e',
        '\0',
        '\b',
        '\u001b[31m',
        '\u001b',
        '\u009b',
      ),
      fc.constantFrom(
        '|',
        '<',
        '>',
        '&',
        '`',
        '*',
        '_',
        '\\',
        '$',
        '~',
        '<!--',
        '</details>',
        '&lt;',
        '&#96;',
      ),
      fc.string({ unit: 'binary', maxLength: 3 }),
    ),
    { maxLength: 25 },
  )
  .map((parts) => parts.join(''));

/** Whether GitHub's runner would act on a line, by its own reading: see neutralized. */
function isCommand(line: string): boolean {
  const compared = line.replace(/[\p{Cf}\p{Default_Ignorable_Code_Point}\p{Cc}]/gu, (char) =>
    /\s/.test(char) ? char : '',
  );
  return compared.trimStart().startsWith('::') || compared.includes('##[');
}

describe('a line of the log', () => {
  test.each([
    ['a command', '::error::x', '\\::error::x'],
    ['an indented command', '  \t::add-mask::x', '  \t\\::add-mask::x'],
    ['a command of the old kind, anywhere', 'go: ##[error]x', 'go: ##\\[error]x'],
    ['more hashes', '###[group]', '###\\[group]'],
    ['a command on a later line', 'go: x\n::error::y', 'go: x\n\\::error::y'],
    ['a command behind a carriage return', 'go: x\r::error::y', 'go: x\n\\::error::y'],
    ['a command behind something invisible', '\u200b::error::x', '\\::error::x'],
    ['a prefix with something invisible in it', '##\u00ad[error]x', '##\\[error]x'],
    ['a prefix with an escape sequence in it', ':\u001b[0m:error::x', '\\::error::x'],
    ['nothing of the kind', 'go: a::b # [c] ünï', 'go: a::b # [c] ünï'],
  ])('defuses %s', (_name, text, wanted) => {
    expect(neutralized(text)).toBe(wanted);
  });

  test('can never be a workflow command', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(
          neutralized(text)
            .split(/\r\n|[\r\n\u0085\u2028\u2029]/)
            .filter(isCommand),
        ).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('plain text', () => {
  test('has one kind of line end, tabs, and nothing that cannot be seen', () => {
    expect(plainText('a\r\nb\rc\u2028d\te\u0007\u001b[1;31mf\u001b[0m\u202eg\u200bh')).toBe(
      'a\nb\nc\nd\tefgh',
    );
  });

  test('is not changed by doing it again', () => {
    fc.assert(fc.property(hostileText, (text) => expect(plainText(plainText(text))).toBe(plainText(text))));
  });
});

describe('Markdown', () => {
  test.each([
    ['a table', 'a|b', 'a&#124;b'],
    ['HTML', '<b>&amp;', '&lt;b&gt;&amp;amp;'],
    ['code', '`x`', '&#96;x&#96;'],
    ['lines', 'a\n- b\r\n\r\n# c', 'a - b # c'],
    ['emphasis', '*a* _b_ ~c~', '&#42;a&#42; &#95;b&#95; &#126;c&#126;'],
    ['formulas', '$x$', '&#36;x&#36;'],
    ['escapes', '\\*', '&#92;&#42;'],
    ['images', '![x](https://example.com/x.png)', '!&#91;x&#93;(https://example.com/x.png)'],
    ['a path', 'example.com/node_exporter/v2', 'example.com/node_exporter/v2'],
    ['a module, which is no address', 'example.com/m@v2.0.1', 'example.com/m@<!-- -->v2.0.1'],
  ])('shows %s as it is written', (_name, text, wanted) => {
    expect(escaped(text)).toBe(wanted);
  });

  test('keeps any text on its line and out of the markup', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(escaped(text).replaceAll('@<!-- -->', '@')).not.toMatch(/[\n\r|<>`*[\]\\$]/);
        expect(escaped(text)).not.toMatch(/&(?!amp;|lt;|gt;|#\d+;)/);
        expect(pre(text).slice('<pre>'.length, -'</pre>'.length)).not.toMatch(/[<>]/);
      }),
    );
  });

  test('cuts what is too long', () => {
    expect(escaped('x'.repeat(5000))).toBe(`${'x'.repeat(500)}…`);
    expect(pre('x'.repeat(50_000))).toHaveLength(4000 + '…'.length + '<pre></pre>'.length);
  });

  test('has tables and folds', () => {
    expect(table(['', 'N'], [['a', '1']])).toBe('|  | N |\n| --- | --: |\n| a | 1 |');
    expect(details('More', code('x'))).toBe(
      '<details><summary>More</summary>\n\n<code>x</code>\n\n</details>',
    );
  });
});

test.each([
  ['Set `goprivate: example.com/*`, or not.', 'Set <code>goprivate: example.com/&#42;</code>, or not.'],
  ['`a` and `b`', '<code>a</code> and <code>b</code>'],
  ['one ` alone <b>', 'one &#96; alone &lt;b&gt;'],
  ['`<script>`', '<code>&lt;script&gt;</code>'],
])('in the prose of %s what stands between backticks is code', (text, markdown) => {
  expect(prose(text)).toBe(markdown);
});
