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
  /** Folds what `body` logs under `title` where the place can fold. Groups do not nest. */
  group<T>(title: string, body: () => Promise<T>): Promise<T>;
}

/** Runner is the place this runs in: a step of a workflow, or a command on a terminal. */
export interface Runner {
  readonly log: Log;
  /** Keeps a secret out of everything printed from here on. Empty strings are ignored. */
  mask(secret: string): void;
  setOutput(name: string, value: string): void;
  /** Hands a variable to the later steps of the job; does nothing on a terminal. */
  exportVariable(name: string, value: string): void;
  /** Puts a folder first on the PATH of the later steps of the job; does nothing on a terminal. */
  addPath(dir: string): void;
  /** Lets later steps show what the Go compiler and tests report at its line; does nothing on a terminal. */
  annotateGoErrors(): void;
  /** Shows Markdown on the page of the run; does nothing where there is no such page. */
  writeSummary(markdown: string): Promise<void>;
  /** Shows what goes on right now: rewritten in place on a terminal, elsewhere a line every few seconds. */
  progress(message: string): void;
}
