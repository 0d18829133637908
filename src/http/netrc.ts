/** NetrcEntry is the credentials for a machine. */
export interface NetrcEntry {
  readonly machine: string;
  readonly login: string;
  readonly password: string;
}

/**
 * parseNetrc reads a netrc file as the go command does (cmd/go/internal/auth, parseNetrc): one token after the other,
 * macros are skipped, and a `default` entry counts for nothing.
 */
export function parseNetrc(text: string): NetrcEntry[] {
  const entries: NetrcEntry[] = [];
  let current: Partial<NetrcEntry> = {};
  for (const [token, value] of withoutMacros(text.split(/\r?\n/)).flatMap(pairsOf)) {
    current = token === 'machine' ? { machine: value } : { ...current, [token]: value };
    const { machine, login, password } = current;
    if (!machine || !login || !password) continue;
    entries.push({ machine, login, password });
    current = {};
  }
  return entries;
}

/** A macro ends at the next empty line. */
function withoutMacros(lines: readonly string[]): string[] {
  let inMacro = false;
  return lines.filter((line) => {
    const outside = !inMacro;
    inMacro = line !== '' && (inMacro || /(?:^|\s)macdef\s/.test(line));
    return outside;
  });
}

function pairsOf(line: string): [string, string][] {
  const words = line.split(/\s+/).filter((word) => word !== '');
  return Array.from({ length: Math.floor(words.length / 2) }, (_, at) => [
    words[2 * at] ?? '',
    words[2 * at + 1] ?? '',
  ]);
}
