import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parseSync } from '@swc/core';
import { analyse } from 'scslre';
import { pumpsOf } from './support/regexp-pumps.ts';

const root = path.resolve(import.meta.dirname, '../src');

interface Literal {
  readonly file: string;
  readonly pattern: string;
  readonly flags: string;
}

/** Every regular expression literal of src/. */
const literals = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .flatMap((name) => {
    const text = readFileSync(path.join(root, name), 'utf8');
    const file = name.split(path.sep).join('/');
    return [...literalsIn(parseSync(text, { syntax: 'typescript', target: 'es2024' }), file)];
  });

function* literalsIn(node: unknown, file: string): Generator<Literal> {
  if (typeof node !== 'object' || node === null) return;
  if ('type' in node && node.type === 'RegExpLiteral' && 'pattern' in node && 'flags' in node)
    yield { file, pattern: String(node.pattern), flags: String(node.flags) };
  for (const value of Object.values(node)) yield* literalsIn(value, file);
}

const inWords = ({ file, pattern, flags }: Literal) => `${file} /${pattern}/${flags}`;

/**
 * What the rules for failures look at is cut to 8 KiB (`download/classify.ts`): they say what stands on either side of a
 * gap, and a gap costs a look at the rest of the text for each beginning. Everything else has to bear any text.
 */
const shortTexts = /^(?:download\/failures|diagnosis)\//;
const shortLength = 8 * 1024;
const length = 32 * 1024;

/** In ms of processor time. A linear pattern takes less than one; quadratic ones take seconds. */
const longest = 150;

describe('no regular expression runs away, whatever text it meets', () => {
  test('there are some to look at', () => {
    expect(literals.length).toBeGreaterThan(300);
  });

  test('none can try the same text in several ways (a static analysis)', () => {
    const suspects = literals.filter(
      ({ pattern, flags }) => analyse(new RegExp(pattern, flags)).reports.length > 0,
    );
    expect(suspects.map(inWords)).toEqual([]);
  });

  test('none takes long on texts made of its own parts', () => {
    const slow = literals.flatMap((literal) => {
      const { file, pattern, flags } = literal;
      const texts = pumpsOf(pattern, flags, shortTexts.test(file) ? shortLength : length);
      const regexp = new RegExp(pattern, flags);
      const worst = Math.max(0, ...texts.map((text) => timeOf(regexp, text)));
      return worst > longest ? [`${inWords(literal)}: ${Math.round(worst)} ms`] : [];
    });
    expect(slow).toEqual([]);
  });

  test('and the check finds those that do', () => {
    for (const regexp of [/\s+$/, /^(?:a+)+$/, /a.*b/, /\(x [^)]+\)/]) {
      // Longer texts than above, so that a quick machine needs long for them, too.
      const texts = pumpsOf(regexp.source, regexp.flags, regexp.source.startsWith('^') ? 26 : 2 * length);
      const found = analyse(regexp).reports.length > 0;
      expect(found || texts.some((text) => timeOf(regexp, text) > longest)).toBe(true);
    }
  });
});

/** In ms of processor time, which does not grow while others have the processor; the least of two, for the garbage collector. */
function timeOf(regexp: RegExp, text: string): number {
  const once = () => {
    const start = process.cpuUsage();
    text.replace(regexp, '');
    return process.cpuUsage(start).user / 1000;
  };
  const first = once();
  return first > longest ? Math.min(first, once()) : first;
}
