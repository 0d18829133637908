import { faultOf } from '../errors.ts';
import { redactUrls } from '../go/goproxy.ts';
import type { ErrorRecord } from '../record.ts';
import { checksumRules } from './failures/checksum-rules.ts';
import { gitRules } from './failures/git-rules.ts';
import { guessedRule } from './failures/guess.ts';
import { machineRules } from './failures/machine-rules.ts';
import { moduleRules } from './failures/module-rules.ts';
import { type Asked, decisive, inGoWords, proxyAnswerOf } from './failures/proxy-answer.ts';
import { splitRecords } from './failures/records.ts';
import { type FailureRule, ruleFor } from './failures/rule.ts';
import { type Subject, subjectOf } from './failures/subject.ts';
import { lastingRules, passingRules } from './failures/transport-rules.ts';
import { wordsOf } from './failures/words.ts';

/** GoFailure is one thing that went wrong in a go command, as reported and as retried by. All text is redacted. */
export interface GoFailure extends ErrorRecord {
  /** Everything the go command said about it. */
  readonly original: string;
}

/** failureRules is every kind of failure of the go command that is known; the first rule that fits wins. */
export const failureRules: readonly FailureRule[] = [
  ...checksumRules,
  ...machineRules,
  ...gitRules,
  ...passingRules,
  ...moduleRules,
  ...lastingRules,
];

/** classifyStderr names every failure in what the go command wrote to standard error, each once. */
export function classifyStderr(stderr: string): GoFailure[] {
  return withoutRepeats(splitRecords(stderr).map((record) => classifyRecord(record)));
}

/**
 * classifyRecord names one failure. `module` is `path@version` where it is known from elsewhere: `zip: not a valid zip
 * file` names none. What no rule knows gets the code `unknown` and the class that its words suggest.
 */
export function classifyRecord(record: string, module?: string): GoFailure {
  const subject = subjectOf(record, module);
  const asked = proxyAnswerOf(record);
  const culprit = asked === undefined ? undefined : decisive(asked);
  const own = wordsOf(record);
  const rule =
    (culprit === undefined ? undefined : ruleFor(inGoWords(culprit), failureRules)) ??
    ruleFor(own, failureRules) ??
    guessedRule(own.words);
  return {
    class: rule.class,
    code: rule.code,
    transient: rule.transient && !culprit?.givenUp,
    fault: rule.fault ?? faultOf(rule.class),
    message: redactUrls(
      culprit === undefined ? messageOf(record, subject.module) : proxyMessage(culprit, subject),
    ),
    hint: rule.hint,
    original: redactUrls(record.trim()),
    ...(rule.input === undefined ? {} : { input: rule.input }),
    ...subject,
    ...(rule.asksRepository ? repositoryHost(subject) : {}),
    ...(culprit === undefined ? {} : { host: culprit.host, attempts: culprit.attempts }),
  };
}

function repositoryHost({ module }: Subject): Pick<Subject, 'host'> {
  const host = module?.split('/')[0];
  return host === undefined ? {} : { host };
}

/** What counts of the answer of our own module proxy: which server gave which answer, how often. */
function proxyMessage({ host, reason, attempts }: Asked, { module, url }: Subject): string {
  const what = module ?? url ?? 'a file';
  const often = attempts > 1 ? `, asked ${attempts} times` : '';
  const said = reason.includes(what) ? reason : `${what}: ${reason}`;
  return `${said} (from ${host}${often})`;
}

/**
 * withoutRepeats keeps the first of the failures that say the same of the same module, or of the disk: what is wrong
 * with that fails every module.
 */
export function withoutRepeats(failures: readonly GoFailure[]): GoFailure[] {
  const seen = new Map<string, GoFailure>();
  for (const failure of failures) {
    const subject = failure.class === 'disk' ? '' : (failure.module ?? '');
    const key = `${failure.code} ${subject}`;
    if (!seen.has(key)) seen.set(key, failure);
  }
  return blameGit([...seen.values()]);
}

/** Without git the go command tries protocol after protocol, and then blames the protocols. */
function blameGit(failures: readonly GoFailure[]): GoFailure[] {
  const blamed = failures.find(({ code }) => code === 'no-secure-protocol');
  const missing = failures.find(({ code }) => code === 'git-missing');
  if (blamed?.module === undefined || missing === undefined) return [...failures];
  const named = missing.module === undefined ? { ...missing, module: blamed.module } : missing;
  return failures
    .filter(({ code }) => code !== 'no-secure-protocol')
    .map((failure) => (failure === missing ? named : failure));
}

/** One line: the point of a record, which with git is not in its first line. */
function messageOf(record: string, module: string | undefined): string {
  const [first = '', ...more] = record
    .replace(/^go: /, '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const response = more.find((line) => line.startsWith('server response: '));
  const parts = [...pointOf(first, more, module), ...(response === undefined ? [] : [`(${response})`])];
  const message = parts.join(' ');
  return module === undefined || message.includes(module) ? message : `${module}: ${message}`;
}

function pointOf(first: string, more: readonly string[], module: string | undefined): string[] {
  const [next] = more;
  if (next === undefined) return [first];
  if (/: exit status \d+:$/.test(first)) {
    const point =
      more.find((line) => telling.test(line)) ?? more.find((line) => /^(?:fatal|error): /.test(line));
    return [`${module ?? first.split(': ')[0]}: git: ${point ?? next}`];
  }
  return /(?:[:;]|requires)$/.test(first) ? [first, next] : [first];
}

/** What ssh says before git sums up that it could not read. */
const telling = /Permission denied|Host key verification/;
