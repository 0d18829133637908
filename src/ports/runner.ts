/** Location points an annotation at a line of a file. */
export interface Location {
  /** Path as the user knows it, relative to the repository where possible. */
  readonly file: string;
  /** 1-based. */
  readonly line?: number;
}

/** Annotation is where and under which title a message is shown beside the code. */
export interface Annotation {
  readonly title: string;
  readonly location?: Location;
}

/** Log writes what happened. Every implementation redacts masked secrets. */
export interface Log {
  /** Shown only with debug logging on (RUNNER_DEBUG, --verbose). */
  debug(message: string): void;
  info(message: string): void;
  notice(message: string, annotation?: Annotation): void;
  warning(message: string, annotation?: Annotation): void;
  error(message: string, annotation?: Annotation): void;
  /** Groups what `body` logs under `title`, folded if the log supports it. Groups do not nest. */
  group<T>(title: string, body: () => Promise<T>): Promise<T>;
}

/** Runner is what this runs in: a step of a workflow, or a command on a terminal. */
export interface Runner {
  readonly log: Log;
  /** Masks a secret in everything printed from now on. Empty strings are ignored. */
  mask(secret: string): void;
  setOutput(name: string, value: string): void;
  /** Sets a variable for later steps of the job; does nothing on a terminal. */
  exportVariable(name: string, value: string): void;
  /** Adds a folder to the front of PATH for later steps of the job; does nothing on a terminal. */
  addPath(dir: string): void;
  /** Lets later steps show what the Go compiler and tests report at its line; does nothing on a terminal. */
  annotateGoErrors(): void;
  /** Adds Markdown to the job summary; does nothing on a terminal. */
  writeSummary(markdown: string): Promise<void>;
  /** Shows progress: one line that is rewritten on a terminal, otherwise a line every few seconds. */
  progress(message: string): void;
}
