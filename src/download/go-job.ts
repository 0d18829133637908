import type { CopiedFile } from './copied-file.ts';

/** GoJob is one run of the go command that brings modules into the module cache. */
export interface GoJob {
  /** What it is, for the log: the command without its plumbing. */
  readonly label: string;
  /** How its output is read: `go mod download -json` or `go list -json`. */
  readonly kind: 'mod-download' | 'list';
  readonly cwd: string;
  /** Everything after `go`. */
  readonly args: readonly string[];
  /** Variables on top of the environment of all jobs. */
  readonly env: Readonly<Record<string, string>>;
  /** Files that it works on copies of; what it says of the copies is told of the originals. */
  readonly copies?: readonly CopiedFile[];
}
