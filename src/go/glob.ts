/**
 * matchesGlobs tells whether a module path matches a list of patterns such as GOPRIVATE: one of them matches
 * the path or a leading part of it. Empty and malformed patterns match nothing. Source:
 * golang.org/x/mod/module, MatchPrefixPatterns; the patterns are those of Go's path.Match.
 */
export function matchesGlobs(globs: string, path: string): boolean {
  if (globs === '') return false;
  return globs.split(',').some((entry) => {
    const glob = entry.replace(/\/$/, '');
    const elements = path.split('/');
    const depth = glob.split('/').length;
    if (glob === '' || elements.length < depth) return false;
    return globPattern(glob)?.test(elements.slice(0, depth).join('/')) ?? false;
  });
}

const globPart =
  /(?<star>\*+)|(?<any>\?)|\[(?<negated>\^)?(?<ranges>(?:(?:\\.|[^\\\]-])(?:-(?:\\.|[^\\\]-]))?)+)\]|\\(?<escaped>.)|(?<literal>[^*?[\\])/suy;

const range = /(?:\\(?<lowEscaped>.)|(?<low>.))(?:-(?:\\(?<highEscaped>.)|(?<high>.)))?/gsu;

function globPattern(glob: string): RegExp | undefined {
  let source = '';
  globPart.lastIndex = 0;
  while (globPart.lastIndex < glob.length) {
    const part = globPart.exec(glob)?.groups;
    if (part === undefined) return undefined;
    source += sourceOf(part);
  }
  return new RegExp(`^${source}$`, 'su');
}

function sourceOf(part: Record<string, string | undefined>): string {
  if (part['star'] !== undefined) return '[^/]*';
  if (part['any'] !== undefined) return '[^/]';
  if (part['ranges'] !== undefined) return `[${part['negated'] ?? ''}${rangesOf(part['ranges'])}]`;
  return codePoint(part['escaped'] ?? part['literal'] ?? '');
}

/** A reversed range matches nothing in Go, and is an error in JavaScript. */
function rangesOf(ranges: string): string {
  return Array.from(ranges.matchAll(range), ({ groups = {} }) => {
    const low = groups['lowEscaped'] ?? groups['low'] ?? '';
    const high = groups['highEscaped'] ?? groups['high'] ?? low;
    const backwards = (low.codePointAt(0) ?? 0) > (high.codePointAt(0) ?? 0);
    return backwards ? '' : `${codePoint(low)}-${codePoint(high)}`;
  }).join('');
}

/** Escaped, so that no character has a special meaning in the pattern. */
function codePoint(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
