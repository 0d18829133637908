import type { Clock } from '../../ports/clock.ts';
import type { Env } from '../../ports/env.ts';
import type { Annotation, Log, Runner } from '../../ports/runner.ts';
import { lineOf } from '../../text/location.ts';
import { plainText } from '../../text/plain-text.ts';
import type { Secrets } from '../../text/secrets.ts';
import { lineProgress, liveProgress, type Progress } from './progress.ts';
import { hasColor, isLive, type Style, styled, type TerminalStream } from './style.ts';

/** TerminalRunnerOptions is what the runner of the command needs. */
export interface TerminalRunnerOptions {
  readonly stdout: TerminalStream;
  readonly stderr: TerminalStream;
  readonly env: Env;
  /** Whether debug messages are shown. */
  readonly verbose: boolean;
  readonly clock: Clock;
  readonly secrets: Secrets;
}

/**
 * terminalRunner is a command on a terminal, in a pipe or in the log of another CI. Information goes to
 * standard output; warnings, errors and debug messages go to standard error. If standard error is a terminal,
 * progress is one line there that is rewritten; otherwise it is a line on standard output if nothing else was
 * printed for 5 s. Outputs, variables and summaries are not supported.
 */
export function terminalRunner(options: TerminalRunnerOptions): Runner {
  const { stdout, stderr, env, verbose, clock, secrets } = options;
  const shown = (text: string) => secrets.redact(plainText(text));
  const progress: Progress = isLive(stderr, env) ? liveProgress(stderr, clock) : lineProgress(info, clock);
  let indent = '';

  function print(stream: TerminalStream, text: string): void {
    progress.makeRoom();
    stream.write(`${indent}${text.replaceAll('\n', `\n${indent}`)}\n`);
  }
  function info(message: string): void {
    print(stdout, shown(message));
  }
  function announce(stream: TerminalStream, level: string, style: Style) {
    const mark = styled(`${level}:`, style, hasColor(stream, env));
    return (message: string, annotation?: Annotation) => {
      const location = annotation?.location;
      const at = location === undefined ? '' : `${lineOf(location)}: `;
      // Some messages name their line themselves, as those of the go command do.
      print(stream, `${mark} ${shown(message.includes(at) ? message : at + message)}`);
    };
  }

  const log: Log = {
    debug: (message) => {
      if (verbose) print(stderr, styled(shown(message), 'dim', hasColor(stderr, env)));
    },
    info,
    notice: announce(stdout, 'notice', 'cyan'),
    warning: announce(stderr, 'warning', 'yellow'),
    error: announce(stderr, 'error', 'red'),
    group: async (title, body) => {
      print(stdout, styled(shown(title), 'bold', hasColor(stdout, env)));
      indent = '  ';
      try {
        return await body();
      } finally {
        indent = '';
      }
    },
  };
  return {
    log,
    mask: (secret) => {
      secrets.add(secret);
    },
    setOutput: () => undefined,
    exportVariable: () => undefined,
    addPath: () => undefined,
    annotateGoErrors: () => undefined,
    writeSummary: async () => undefined,
    progress: (message) => progress.show(shown(message).replaceAll('\n', ' ')),
  };
}
