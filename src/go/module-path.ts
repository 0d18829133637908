import { foldCase } from './case-fold.ts';

/*
 * The rules of golang.org/x/mod/module (CheckPath, CheckFilePath, SplitPathVersion), rule by rule and in its
 * order. They decide about names on disk, so they must not be relaxed.
 */

type PathKind = 'module' | 'file';

const forbiddenCharacter: Readonly<Record<PathKind, RegExp>> = {
  module: /[^-._~0-9A-Za-z]/u,
  file: /[^-!#$%&()+,.=@[\]^_{}~ 0-9A-Za-z\p{L}]/u,
};

const windowsDevice = /^(?:con|prn|aux|nul|com[1-9]|lpt[1-9])$/;

/** checkPath returns why `path` is not a valid module path; undefined if it is valid. */
export function checkPath(path: string): string | undefined {
  const reason = checkElements(path, 'module');
  if (reason !== undefined) return reason;
  const [first = ''] = path.split('/');
  if (!first.includes('.')) return 'missing dot in first path element';
  const bad = /[^-.0-9a-z]/.exec(first);
  if (bad !== null) return `invalid character \`${bad[0]}\` in first path element`;
  return splitPathVersion(path) === undefined ? 'invalid major version at its end' : undefined;
}

/**
 * checkFilePath says why `name`, a slash-separated path within a module, cannot be a file of a module zip, or
 * undefined when it can. What passes is relative, has no `.` or `..` in it and can be created on every
 * system.
 */
export function checkFilePath(name: string): string | undefined {
  return checkElements(name, 'file');
}

/** checkFileElement is checkFilePath for a single element. */
export function checkFileElement(element: string): string | undefined {
  return checkElement(element, 'file');
}

/**
 * splitPathVersion splits a module path into prefix and major version: `/v2`, `.v1` for gopkg.in, or empty.
 * Undefined when the path ends in something that only looks like a major version, such as `/v1` or `/v2.0`.
 */
export function splitPathVersion(path: string): { prefix: string; pathMajor: string } | undefined {
  if (path.startsWith('gopkg.in/')) {
    const gopkg = /^(?<prefix>.+)(?<pathMajor>\.v(?:0|[1-9][0-9]*(?:-unstable)?))$/.exec(path)?.groups;
    return gopkg === undefined ? undefined : { prefix: gopkg.prefix ?? '', pathMajor: gopkg.pathMajor ?? '' };
  }
  const numeric = /^(?<prefix>.*)(?<pathMajor>\/v(?<number>[0-9.]+))$/.exec(path)?.groups;
  if (numeric === undefined) return { prefix: path, pathMajor: '' };
  const { prefix = '', pathMajor = '', number = '' } = numeric;
  return /^(?:[2-9]|[1-9][0-9]+)$/.test(number) ? { prefix, pathMajor } : undefined;
}

function checkElements(path: string, kind: PathKind): string | undefined {
  if (!path.isWellFormed()) return 'invalid UTF-8';
  if (path === '') return 'empty string';
  if (path.startsWith('-') && kind !== 'file') return 'leading dash';
  if (path.includes('//')) return 'double slash';
  if (path.endsWith('/')) return 'trailing slash';
  for (const element of path.split('/')) {
    const reason = checkElement(element, kind);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

function checkElement(element: string, kind: PathKind): string | undefined {
  if (element === '') return 'empty path element';
  if (/^\.+$/.test(element)) return `invalid path element \`${element}\``;
  if (element.startsWith('.') && kind === 'module') return 'leading dot in path element';
  if (element.endsWith('.')) return 'trailing dot in path element';
  const bad = forbiddenCharacter[kind].exec(element);
  if (bad !== null) return `invalid character ${JSON.stringify(bad[0])}`;
  const [stem = ''] = element.split('.');
  if (windowsDevice.test(foldCase(stem))) return `\`${stem}\` is reserved on Windows`;
  if (kind === 'module' && /~[0-9]+$/.test(stem)) return 'trailing tilde and digits in path element';
  return undefined;
}
