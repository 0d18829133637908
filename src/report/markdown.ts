import { plainText } from '../text/plain-text.ts';

/** The maximum length of foreign text, in characters: a job summary is limited to 1 MiB. */
const maxLine = 500;
const maxBlock = 4000;

/**
 * escaped turns any text into one line of GitHub's Markdown that shows it unchanged, also in a table cell.
 */
export function escaped(text: string): string {
  const line = shortened(plainText(text).replace(/\s+/g, ' ').trim(), maxLine);
  // An underscore within a word is not markup; unescaped, module paths and keys stay searchable in the
  // source.
  return asHtml(line)
    .replace(/[\\`*[\]|~$]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, (mark) => `&#${mark.codePointAt(0)};`)
    .replaceAll('@', unlinked);
}

/** prose is escaped text in which text in backticks is shown as code. */
export function prose(text: string): string {
  const parts = text.split('`');
  if (parts.length % 2 === 0) return escaped(text);
  return parts.map((part, index) => (index % 2 === 0 ? spaced(part) : code(part))).join('');
}

/** Escaped, with its leading and trailing space. */
function spaced(text: string): string {
  return `${/^\s/.test(text) ? ' ' : ''}${escaped(text)}${/\S\s+$/.test(text) ? ' ' : ''}`;
}

/** code shows any text in a fixed-width font, on one line. */
export function code(text: string): string {
  return `<code>${escaped(text)}</code>`;
}

/** pre shows any text in a fixed-width font with its line breaks. It must begin a line. */
export function pre(text: string): string {
  return `<pre>${asHtml(shortened(plainText(text).trim(), maxBlock))}</pre>`;
}

/** details folds Markdown under a plain-text title. */
export function details(title: string, body: string): string {
  return `<details><summary>${title}</summary>\n\n${body}\n\n</details>`;
}

/** table makes a table of Markdown cells; all columns but the first are aligned right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const rule = head.map((_, index) => (index === 0 ? '---' : '--:'));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Without the comment, GitHub would turn `name@v1.0.0` into an email link. */
const unlinked = '@<!-- -->';

function asHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function shortened(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length).toWellFormed()}…` : text;
}
