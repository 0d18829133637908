import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { failureRules } from '../../src/download/classify.ts';
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
});
