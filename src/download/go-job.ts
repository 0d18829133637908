import type { CopiedFile } from './copied-file.ts';

/** GoJob is one go command that downloads modules into the module cache. */
export interface GoJob {
  /** The command without its technical flags, for the log. */
  readonly label: string;
  /** How its output is read: `go mod download -json` or `go list -json`. */
  readonly kind: 'mod-download' | 'list';
  readonly cwd: string;
  /** Everything after `go`. */
  readonly args: readonly string[];
  /** Variables besides the environment of all jobs. */
  readonly env: Readonly<Record<string, string>>;
  /** Files of which it uses copies; messages name the originals. */
  readonly copies?: readonly CopiedFile[];
}
