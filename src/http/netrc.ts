/** NetrcEntry is the credentials for a machine. */
export interface NetrcEntry {
  readonly machine: string;
  readonly login: string;
  readonly password: string;
}

/**
 * parseNetrc reads a netrc file as the go command does (cmd/go/internal/auth, parseNetrc): pairs of words,
 * line by line. Macros are skipped up to the next empty line, other pairs are ignored, and `default` at the
 * end of a line ends the file.
 */
export function parseNetrc(text: string): NetrcEntry[] {
  const entries: NetrcEntry[] = [];
  let entry: NetrcEntry = none;
  for (const [key, value] of pairsOf(text)) {
    if (key === 'machine') entry = { ...none, machine: value };
    else if (key === 'login' || key === 'password') entry = { ...entry, [key]: value };
    if (Object.values(entry).includes('')) continue;
    entries.push(entry);
    entry = none;
  }
  return entries;
}

const none: NetrcEntry = { machine: '', login: '', password: '' };

/** The pairs outside macros, up to the end of the file or the last `default`. */
function* pairsOf(text: string): Generator<[string, string]> {
  let inMacro = false;
  for (const line of text.split(/\r?\n/)) {
    if (inMacro) {
      inMacro = line !== '';
      continue;
    }
    const words = line.split(/\p{White_Space}+/u).filter((word) => word !== '');
    const pairs = Array.from({ length: Math.floor(words.length / 2) }, (_, at) =>
      words.slice(2 * at, 2 * at + 2),
    );
    for (const [key = '', value = ''] of pairs) yield [key, value];
    inMacro = pairs.some(([key]) => key === 'macdef');
    if (words.length % 2 === 1 && words.at(-1) === 'default') return;
  }
}
