import type { GoSettingName } from './setting-names.ts';

/**
 * joinSetting puts a value that was given on several lines or with blanks into the form that the go command
 * reads. For the go command a blank belongs to a pattern, which then matches nothing: a private module would
 * be asked of a public proxy.
 */
export function joinSetting(name: GoSettingName, value: string): string {
  switch (name) {
    case 'GOPRIVATE':
    case 'GONOPROXY':
    case 'GONOSUMDB':
    case 'GOINSECURE':
      return joinWords(value);
    case 'GOPROXY':
      return joinProxies(value);
    case 'GOAUTH':
      return joinLines(value, ';');
    case 'GOSUMDB':
      // A name and a URL, with a blank between them.
      return joinLines(value, ' ');
    default:
      return value;
  }
}

/** joinWords makes a list with commas of words between which there are commas, blanks or line ends. */
export function joinWords(value: string): string {
  return value
    .split(/[\s,]+/)
    .filter((word) => word !== '')
    .join(',');
}

/**
 * joinProxies makes a GOPROXY list of entries on several lines, or with blanks between them; a path may have
 * blanks.
 */
export function joinProxies(value: string): string {
  const entries = value.replace(
    /(?<![^\S\r\n])[^\S\r\n]+(?=(?:(?:https?|file):\/\/|(?:direct|off)(?:[\s,|]|$)))/gi,
    '\n',
  );
  return joinLines(entries, ',');
}

/** Where a separator stands at the end of a line or at the beginning of the next one, there is no other. */
function joinLines(value: string, separator: string): string {
  const lines = value.split(/[\r\n]+/).map((line) => line.trim());
  return lines
    .filter((line) => line !== '')
    .reduce((joined, line) => {
      const isSeparated = joined === '' || /[,|;]$/.test(joined) || /^[,|;]/.test(line);
      return isSeparated ? joined + line : joined + separator + line;
    }, '');
}
