/** TraceEvent is what one line of the go command's standard error says when it runs with `-x`. */
export type TraceEvent =
  | { readonly kind: 'get-started'; readonly url: string }
  /** The headers of the answer have arrived, or the request failed and `answer` says why. */
  | { readonly kind: 'get-answered'; readonly url: string; readonly answer: string; readonly status?: number }
  | { readonly kind: 'git-started'; readonly dir: string; readonly command: string }
  | { readonly kind: 'git-finished'; readonly dir: string; readonly command: string }
  /** Another line of the trace. */
  | { readonly kind: 'other' }
  /** Not part of the trace: a message of the go command. */
  | { readonly kind: 'message'; readonly text: string };

const patterns = {
  /** `# get URL` and `# get URL: 200 OK (0.016s)` (cmd/go/internal/web, get). */
  get: /^# get (?<url>\S+?)(?:: (?<answer>.+))?$/,
  /** `cd DIR; git …` and `0.135s # cd DIR; git …` (cmd/go/internal/modfetch/codehost, run). */
  git: /^(?<took>\d+\.\d{3}s # )?cd (?<dir>.+?); (?<command>git .+)$/,
  /** Locks, folders, and attempts to find the protocol of a repository, whose ends are not printed. */
  other: /^(?:# |mkdir -p |cd \S|git |\d+\.\d{3}s # |-> unzip )/,
  status: /^(?<status>\d{3}) /,
};

/** parseTraceLine reads one line, without its line break. The go command prints URLs without passwords. */
export function parseTraceLine(line: string): TraceEvent {
  const get = patterns.get.exec(line)?.groups;
  if (get?.['url'] !== undefined) return getEvent(get['url'], get['answer']);
  const git = patterns.git.exec(line)?.groups;
  if (git?.['dir'] !== undefined && git['command'] !== undefined) {
    const kind = git['took'] === undefined ? 'git-started' : 'git-finished';
    return { kind, dir: git['dir'], command: git['command'] };
  }
  return patterns.other.test(line) ? { kind: 'other' } : { kind: 'message', text: line };
}

function getEvent(url: string, answer: string | undefined): TraceEvent {
  if (answer === undefined) return { kind: 'get-started', url };
  const status = patterns.status.exec(answer)?.groups?.['status'];
  const event = { kind: 'get-answered', url, answer } as const;
  return status === undefined ? event : { ...event, status: Number(status) };
}
