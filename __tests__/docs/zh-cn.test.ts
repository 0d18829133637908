import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { chineseInputs, chineseOutputs } from '../../scripts/reference/zh-cn.ts';
import { chineseReadmeWith } from '../../scripts/reference.ts';
import { inputDefinitions } from '../../src/inputs/definitions.ts';
import { outputDefinitions } from '../../src/report/outputs.ts';

const root = path.resolve(import.meta.dirname, '..', '..');
const text = (file: string) => readFileSync(path.join(root, file), 'utf8');

/** Stands before a block of code that only readers of the Chinese page need. */
const addition = '<!-- zh-CN only -->\n';
const fence = /^```\w*\n[\s\S]*?^```$/gm;

const english = text('README.md');
const chinese = text('README.zh-CN.md');

interface Section {
  readonly level: number;
  readonly prose: string;
  readonly blocks: readonly string[];
}

/** The parts of a page below its headings, without the additions. */
function sectionsOf(page: string): Section[] {
  const blocks: string[] = [];
  const common = page.replaceAll(new RegExp(`^${addition}${fence.source}`, 'gm'), '');
  const folded = common.replaceAll(fence, (block) => `⟦${blocks.push(withoutComments(block)) - 1}⟧`);
  return folded.split(/^(?=#+ )/m).map((part) => ({
    level: /^#*/.exec(part)?.[0].length ?? 0,
    prose: part,
    blocks: [...part.matchAll(/⟦(\d+)⟧/g)].map(([, index]) => blocks[Number(index)] ?? ''),
  }));
}

function withoutComments(block: string): string {
  return block.replaceAll(/ +# .*$/gm, '');
}

function additionsOf(page: string): string[] {
  return [...page.matchAll(new RegExp(`^${addition}(${fence.source})`, 'gm'))].map(([, block = '']) => block);
}

/** The headings of a page of either language, so that a failure names the one that is missing. */
const headingsOf = (page: string) =>
  sectionsOf(page).map(({ level, prose }) => ({ level, title: prose.split('\n')[0] }));

/** The last cell of each row of the tables of measurements. */
const numbersOf = (page: string) =>
  [...page.matchAll(/^\|.*\| ((?:< )?[\d.]+) \|$/gm)].map(([, number]) => number);

/** The marks of the table of features, where they need no words. */
const marksOf = (page: string) =>
  [...page.matchAll(/^\| [^`|]+ \|((?: [^|]+ \|){4})$/gm)].map(([, cells = '']) =>
    cells.replaceAll(/[^✓–|]+/g, ''),
  );

describe('README.zh-CN.md', () => {
  test('has the headings of README.md', () => {
    const [here, there] = [headingsOf(chinese), headingsOf(english)];
    expect(there.length).toBeGreaterThan(15);
    expect(here.map(({ level }) => level)).toEqual(there.map(({ level }) => level));
  });

  const pairs = sectionsOf(english).map((section, index) => ({
    title: section.prose.split('\n')[0],
    section,
    translated: sectionsOf(chinese)[index],
  }));

  test.each(pairs)('has the code of "$title"', ({ section, translated }) => {
    expect(translated?.blocks).toEqual(section.blocks);
  });

  const names = new Set<string>(inputDefinitions.map(({ name }) => name));
  test.each(pairs)('names the inputs of "$title"', ({ section, translated }) => {
    const named = [...section.prose.matchAll(/`([a-z0-9-]+)(?=[`:])/g)].map(([, name = '']) => name);
    for (const name of named.filter((word) => names.has(word))) {
      expect(translated?.prose).toContain(`\`${name}`);
    }
  });

  test.each(pairs)('links where "$title" links', ({ section, translated }) => {
    const documents = [...section.prose.matchAll(/\]\(([^)#]+)[^)]*\)/g)].map(([, file = '']) => file);
    for (const file of documents.filter((name) => name !== 'README.zh-CN.md')) {
      expect(
        [file, file.replace('docs/', 'docs/zh-CN/')].some((name) => translated?.prose.includes(name)),
      ).toBe(true);
    }
  });

  test('has the numbers and the marks of README.md', () => {
    expect(numbersOf(english).length).toBeGreaterThan(10);
    expect(numbersOf(chinese)).toEqual(numbersOf(english));
    expect(marksOf(english).length).toBeGreaterThan(15);
    expect(marksOf(chinese)).toEqual(marksOf(english));
  });

  test('has tables of inputs and outputs that are up to date', () => {
    expect(chinese).toBe(chineseReadmeWith(chinese));
    expect(Object.keys(chineseInputs)).toEqual(inputDefinitions.map(({ name }) => name));
    expect(Object.keys(chineseOutputs)).toEqual(outputDefinitions.map(({ name }) => name));
  });

  test.each([
    ...inputDefinitions.map((input) => ({ ...input, described: chineseInputs[input.name] })),
    ...outputDefinitions.map((output) => ({ ...output, described: chineseOutputs[output.name] })),
  ])('describes $name in Chinese, with each literal value', ({ description, described }) => {
    expect(described).toMatch(/\p{Script=Han}/u);
    for (const [literal] of description.matchAll(/`[^`]+`/g)) expect(described).toContain(literal);
  });

  test('adds code of its own, which README.md does not have', () => {
    const additions = additionsOf(chinese);
    expect(additions.length).toBeGreaterThan(3);
    for (const block of additions) expect(english).not.toContain(block);
  });

  test('and README.md link to each other', () => {
    expect(english.slice(0, 300)).toContain('[简体中文](README.zh-CN.md)');
    expect(chinese.slice(0, 300)).toContain('[English](README.md)');
  });
});

describe('docs/zh-CN/troubleshooting.md', () => {
  const [englishGuide, chineseGuide] = [
    text('docs/troubleshooting.md'),
    text('docs/zh-CN/troubleshooting.md'),
  ];
  const shared = chineseGuide.split(addition)[0] ?? '';

  /** Each row of the tables: what it quotes, in code, and its codes. */
  const rowsOf = (page: string) =>
    [...page.matchAll(/^\| ((?:[^|\\]|\\.)*) \| ((?:[^|\\]|\\.)*) \| ((?:[^|\\]|\\.)*) \|$/gm)]
      .map(([, says = '', codes = '', advice = '']) => ({ quotes: spansOf(says), codes, advice }))
      .filter(({ codes }) => /^`|^the same|^同名/.test(codes));
  const spansOf = (cell: string) => [...cell.matchAll(/(`+) ?(.+?) ?\1(?!`)/g)].map(([, , span]) => span);

  test('has the headings of docs/troubleshooting.md', () => {
    const titles = (page: string) =>
      [...page.matchAll(/^#+ (?:[a-z-]+: ".+"$)?/gm)].map(([heading]) => heading);
    expect(titles(englishGuide).length).toBeGreaterThan(12);
    expect(titles(shared)).toEqual(titles(englishGuide));
  });

  const pairs = rowsOf(englishGuide).map((row, index) => ({ ...row, translated: rowsOf(shared)[index] }));

  test('has as many rows', () => {
    expect(pairs.length).toBeGreaterThan(90);
    expect(rowsOf(shared)).toHaveLength(pairs.length);
  });

  test.each(pairs)('explains $codes: $quotes', ({ quotes, codes, advice, translated }) => {
    expect(translated?.codes).toBe(codes.replace('the same in lower case', '同名小写'));
    expect(translated?.quotes).toEqual(quotes);
    expect(translated?.advice).toMatch(/\p{Script=Han}|^`/u);
    for (const span of spansOf(advice)) expect(translated?.advice).toContain(span);
  });

  test('and docs/troubleshooting.md link to each other', () => {
    expect(englishGuide.slice(0, 300)).toContain('[简体中文](zh-CN/troubleshooting.md)');
    expect(chineseGuide.slice(0, 300)).toContain('[English](../troubleshooting.md)');
  });
});
