import { readIfThere } from './main-modules.ts';

/**
 * isPlaceholder tells whether a go.mod names no module: an empty file that keeps a folder out of the module above it
 * (https://go.dev/wiki/Modules), or a template with something to be filled in where the module path stands.
 * Throws ActionError `file-unreadable`.
 */
export async function isPlaceholder(file: string): Promise<boolean> {
  const text = (await readIfThere(file)) ?? '';
  const named = /^[ \t]*module\b[ \t]*(?<path>[^\r\n]*)/m.exec(text)?.groups?.['path'];
  if (named === undefined) return true;
  const [path = ''] = named.split('//');
  return /[{}<>%$@*]/.test(path);
}
