import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';

const root = path.resolve(import.meta.dirname, '..');
const pages = globSync(['*.md', 'docs/**/*.md', 'bench/*.md', 'chaos/*.md'], { cwd: root });

const links = pages.flatMap((page) => {
  const text = readFileSync(path.join(root, page), 'utf8');
  return [...text.matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(([, link = '']) => ({ page, link }));
});

test('the documents link to each other', () => {
  expect(links.length).toBeGreaterThan(20);
});

test.each(links)('$page links to $link, and it is there', ({ page, link }) => {
  const [file = '', heading] = link.split('#');
  const target = file === '' ? path.join(root, page) : path.resolve(root, path.dirname(page), file);
  expect(existsSync(target)).toBe(true);
  if (heading !== undefined) expect(headingsOf(target)).toContain(heading);
});

/** As GitHub names them. */
function headingsOf(file: string): string[] {
  return [...readFileSync(file, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}_\- ]/gu, '')
      .replaceAll(' ', '-'),
  );
}
