import { ActionError } from '../errors.ts';
import { checkFileElement, checkPath } from './module-path.ts';

/**
 * escapePath is the form of a module path in URLs and in the module cache: `!` and the lower-case letter for
 * each capital, so that names stay apart where case is ignored (golang.org/x/mod/module, "Escaped Paths").
 * Throws ActionError of class version for a path that cannot be a module path.
 */
export function escapePath(path: string): string {
  const reason = checkPath(path);
  if (reason !== undefined) throw invalid('module path', path, reason);
  return bang(path);
}

/**
 * escapeVersion is escapePath for versions, which need not be semantic versions but must be valid file names.
 */
export function escapeVersion(version: string): string {
  const reason = checkEscapableVersion(version);
  if (reason !== undefined) throw invalid('version', version, reason);
  return bang(version);
}

/** unescapePath returns the module path; undefined if `escaped` is not the escaped form of one. */
export function unescapePath(escaped: string): string | undefined {
  const path = unbang(escaped);
  return path === undefined || checkPath(path) !== undefined ? undefined : path;
}

/** unescapeVersion returns the version; undefined if `escaped` is not the escaped form of one. */
export function unescapeVersion(escaped: string): string | undefined {
  const version = unbang(escaped);
  return version === undefined || checkEscapableVersion(version) !== undefined ? undefined : version;
}

function checkEscapableVersion(version: string): string | undefined {
  const bad = /[!\u0080-\u{10ffff}]/u.exec(version);
  if (bad !== null) return `invalid character \`${bad[0]}\``;
  return version.includes('/') ? 'invalid character `/`' : checkFileElement(version);
}

function bang(text: string): string {
  return text.replace(/[A-Z]/g, (capital) => `!${capital.toLowerCase()}`);
}

function unbang(escaped: string): string | undefined {
  if (!/^(?:[^!A-Z\u0080-\uffff]|![a-z])*$/.test(escaped)) return undefined;
  return escaped.replace(/!([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function invalid(noun: string, text: string, reason: string): ActionError {
  return new ActionError(`malformed ${noun} \`${text}\`: ${reason}`, {
    code: 'module-invalid',
    class: 'version',
    hint: 'Write modules as go.mod does, for example `example.com/some/module/v2@v2.1.0`.',
  });
}
