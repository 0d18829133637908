import { readIfThere } from './main-modules.ts';

/**
 * isPlaceholder tells whether a go.mod has no module path: an empty file that excludes a folder from the
 * module above it (https://go.dev/wiki/Modules), or a template with a placeholder for the module path. Throws
 * ActionError `file-unreadable`.
 */
export async function isPlaceholder(file: string): Promise<boolean> {
  const text = (await readIfThere(file)) ?? '';
  const named = /^[ \t]*module\b[ \t]*(?<path>[^\r\n]*)/m.exec(text)?.groups?.['path'];
  if (named === undefined) return true;
  const [path = ''] = named.split('//');
  return /[{}<>%$@*]/.test(path);
}
