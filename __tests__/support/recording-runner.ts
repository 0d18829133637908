import type { Annotation, Runner } from '../../src/ports/runner.ts';

/** LogLine is one message as it was logged. */
export interface LogLine {
  readonly level: 'debug' | 'info' | 'notice' | 'warning' | 'error' | 'group';
  readonly message: string;
  readonly annotation?: Annotation;
}

/** RecordingRunner is a Runner that keeps everything it is told. */
export interface RecordingRunner extends Runner {
  readonly lines: LogLine[];
  readonly masked: string[];
  readonly outputs: Map<string, string>;
  readonly variables: Map<string, string>;
  readonly paths: string[];
  readonly summaries: string[];
  readonly progressed: string[];
  /** All messages of some levels, or of all. */
  messages(...levels: readonly LogLine['level'][]): string[];
}

/** recordingRunner makes a Runner for tests; nothing is redacted and nothing printed. */
export function recordingRunner(): RecordingRunner {
  const lines: LogLine[] = [];
  const masked: string[] = [];
  const outputs = new Map<string, string>();
  const variables = new Map<string, string>();
  const paths: string[] = [];
  const summaries: string[] = [];
  const progressed: string[] = [];
  const logged = (level: LogLine['level']) => (message: string, annotation?: Annotation) => {
    lines.push({ level, message, ...(annotation === undefined ? {} : { annotation }) });
  };
  return {
    lines,
    masked,
    outputs,
    variables,
    paths,
    summaries,
    progressed,
    messages: (...levels) =>
      lines
        .filter(({ level }) => levels.length === 0 || levels.includes(level))
        .map(({ message }) => message),
    log: {
      debug: logged('debug'),
      info: logged('info'),
      notice: logged('notice'),
      warning: logged('warning'),
      error: logged('error'),
      group: async (title, body) => {
        logged('group')(title);
        return body();
      },
    },
    mask: (secret) => void masked.push(secret),
    setOutput: (name, value) => void outputs.set(name, value),
    exportVariable: (name, value) => void variables.set(name, value),
    addPath: (dir) => void paths.push(dir),
    annotateGoErrors: () => undefined,
    writeSummary: async (markdown) => void summaries.push(markdown),
    progress: (message) => void progressed.push(message),
  };
}
