import { closeSync, constants, openSync } from 'node:fs';
import * as core from '@actions/core';
import { messageOf } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Env } from '../ports/env.ts';
import type { Annotation, Log, Runner } from '../ports/runner.ts';
import { locationBelow } from '../text/location.ts';
import { plainText } from '../text/plain-text.ts';
import type { Secrets } from '../text/secrets.ts';
import { paceOf } from './pace.ts';
import { commandData, neutralized } from './workflow-commands.ts';

/** The interval of progress lines while nothing else is printed, in ms. */
const progressInterval = 5000;

/** GithubRunnerOptions is what the runner of a workflow step needs. */
export interface GithubRunnerOptions {
  /** The environment of this process, which @actions/core reads by itself as well. */
  readonly env: Env;
  readonly clock: Clock;
  readonly secrets: Secrets;
  /** Absolute path of the problem matcher for Go's errors. */
  readonly problemMatcher: string;
}

/**
 * githubRunner is a step of a GitHub workflow. Nothing that is logged can act as a workflow command, and
 * secrets are redacted here as well as by GitHub.
 */
export function githubRunner({ env, clock, secrets, problemMatcher }: GithubRunnerOptions): Runner {
  const pace = paceOf(clock, progressInterval);
  const safe = (text: string) => neutralized(secrets.redact(plainText(text)));
  const shown = (text: string) => {
    pace.shown();
    return safe(text);
  };
  const log: Log = {
    debug: (message) => core.debug(safe(message)),
    info: (message) => core.info(shown(message)),
    notice: (message, annotation) => core.notice(shown(message), propertiesOf(annotation)),
    warning: (message, annotation) => core.warning(shown(message), propertiesOf(annotation)),
    error: (message, annotation) => core.error(shown(message), propertiesOf(annotation)),
    group: (title, body) => core.group(shown(title), body),
  };

  function propertiesOf(annotation: Annotation | undefined): core.AnnotationProperties {
    if (annotation === undefined) return {};
    const { title } = annotation;
    const location = annotation.location && locationBelow(annotation.location, env['GITHUB_WORKSPACE'] ?? '');
    return {
      title: shown(title),
      ...(location === undefined ? {} : { file: location.file }),
      ...(location?.line === undefined ? {} : { startLine: location.line }),
    };
  }

  let outputsFailed = false;
  const setOutput = (name: string, value: string): void => {
    try {
      checkOpens(env['GITHUB_OUTPUT']);
      core.setOutput(name, value);
    } catch (error) {
      if (!outputsFailed) log.warning(`The outputs of this step could not be written: ${messageOf(error)}`);
      outputsFailed = true;
    }
  };

  return {
    log,
    mask: (secret) => {
      for (const part of secrets.add(secret)) core.setSecret(part);
    },
    setOutput,
    exportVariable: (name, value) => {
      checkOpens(env['GITHUB_ENV']);
      core.exportVariable(name, value);
    },
    addPath: (dir) => {
      checkOpens(env['GITHUB_PATH']);
      core.addPath(dir);
    },
    annotateGoErrors: () => core.info(`::add-matcher::${commandData(problemMatcher)}`),
    writeSummary: async (markdown) => {
      if (!env['GITHUB_STEP_SUMMARY']) return;
      try {
        checkOpens(env['GITHUB_STEP_SUMMARY']);
        await core.summary.addRaw(markdown, true).write();
      } catch (error) {
        log.warning(`The job summary could not be written: ${messageOf(error)}`);
      }
    },
    progress: (message) => {
      if (pace.due()) core.info(shown(message));
    },
  };
}

/** A pipe that no one reads would block this thread for ever. Throws errno errors: ENXIO for such a pipe. */
function checkOpens(file: string | undefined): void {
  if (!file) return;
  // Not defined on Windows, where files are no pipes.
  const { O_WRONLY, O_NONBLOCK = 0 } = constants;
  closeSync(openSync(file, O_WRONLY | O_NONBLOCK));
}
