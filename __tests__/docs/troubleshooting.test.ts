import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { classifyRecord, failureRules } from '../../src/download/classify.ts';
import { proxyMeanings } from '../../src/download/failures/proxy-failure.ts';

const root = path.resolve(import.meta.dirname, '..', '..');
const guide = readFileSync(path.join(root, 'docs', 'troubleshooting.md'), 'utf8');
const sources = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(path.join(root, 'src', name), 'utf8'));

const meanings = [...failureRules, ...proxyMeanings];

/** The code of every expected failure that this program throws itself. */
const thrown = sources.flatMap((source) =>
  Array.from(
    source.matchAll(/new ActionError\((?:(?!new ActionError\()[\s\S])*?\bcode: '(?<code>[a-z-]+)'/g),
    ({ groups }) => groups?.['code'] ?? '',
  ),
);
const others = [
  'stalled',
  'deadline',
  'interrupted',
  'go-killed',
  'version-not-found',
  'unknown',
  'unexpected',
  'inputs-invalid',
  'usage',
  'go-version-unknown',
  'go-not-installed',
];

describe('docs/troubleshooting.md', () => {
  test.each([...new Set([...meanings.map(({ code }) => code), ...thrown, ...others])].sort())(
    'knows %s',
    (code) => {
      expect(guide).toContain(`\`${code}\``);
    },
  );

  test.each(meanings.map(({ code, class: errorClass }) => ({ code, errorClass })))(
    'has $code under $errorClass',
    ({ code, errorClass }) => {
      const [, section = ''] =
        new RegExp(`^## ${errorClass}: ([\\s\\S]*?)(?=^## |$(?![\\s\\S]))`, 'm').exec(guide) ?? [];
      expect(section).toContain(`\`${code}\``);
    },
  );

  test('has a section for every class, with the title of its annotations', () => {
    const announce = readFileSync(path.join(root, 'src', 'report', 'announce.ts'), 'utf8');
    const titles = /const titles[^{]*\{(?<titles>[\s\S]*?)\};/.exec(announce)?.groups?.['titles'] ?? '';
    const found = [...titles.matchAll(/^ {2}'?(?<name>[a-z-]+)'?: '(?<title>[^']+)'/gm)];
    expect(found.length).toBeGreaterThan(12);
    for (const { groups } of found) expect(guide).toContain(`## ${groups?.['name']}: "${groups?.['title']}"`);
  });

  test('knows no code that does not exist', () => {
    const known = new Set([...meanings.map(({ code }) => code), ...thrown, ...others]);
    const listed = [...guide.matchAll(/^\|[^|]*(?:\\\|[^|]*)*\| (?<codes>`[a-z-]+`(?:, `[a-z-]+`)*) \|/gm)];
    const codes = listed.flatMap(({ groups }) =>
      [...(groups?.['codes'] ?? '').matchAll(/`([a-z-]+)`/g)].map(([, code]) => code ?? ''),
    );
    expect(codes.length).toBeGreaterThan(60);
    expect(codes.filter((code) => !known.has(code) && code !== 'mirror-refused')).toEqual([]);
  });

  describe('quotes messages that exist:', () => {
    const written = sources.join('\n').replaceAll('\\`', '`').replaceAll("\\'", "'");
    const data = path.join(root, '__tests__', 'data');
    const recorded = ['go-errors', 'go-errors-more']
      .flatMap((folder) => readdirSync(path.join(data, folder)).map((name) => path.join(data, folder, name)))
      .filter((file) => file.endsWith('.txt'))
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n');
    const rules = new Set(failureRules.map(({ code }) => code));
    const rows = [...guide.matchAll(/^\| (?<says>(?:[^|\\]|\\.)*) \| (?<codes>(?:`[a-z-]+`(?:, )?)+) \|/gm)];
    const quotes = rows.flatMap(({ groups }) => {
      const codes = [...(groups?.['codes'] ?? '').matchAll(/`([a-z-]+)`/g)].map(([, code = '']) => code);
      const messages = [...(groups?.['says'] ?? '').matchAll(/(`+) ?(.+?) ?\1(?!`)/g)];
      return messages.map(([, , message = '']) => ({ message, codes }));
    });

    /** Of Node's own HTTP client, which none of the recorded programs uses. */
    const ofNode = ['other side closed', 'self-signed certificate'];

    /** Whether a text has the words between the parts of a message that vary. */
    const isIn = (text: string, message: string) =>
      message.split('…').every((part) => text.includes(part.trim()));

    test('there are enough of them', () => {
      expect(quotes.length).toBeGreaterThan(120);
    });

    test.each(quotes)('$message ($codes)', ({ message, codes }) => {
      const isOurs = isIn(written, message) || ofNode.includes(message);
      const isGos = isIn(recorded, message) || codes.includes(classifyRecord(message).code);
      // What only this program reports has to be in its source, in these words.
      expect(isOurs || (isGos && !codes.some((code) => thrown.includes(code) && !rules.has(code)))).toBe(
        true,
      );
    });
  });
});
