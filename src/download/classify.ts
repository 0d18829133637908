import { redactUrls } from '../go/goproxy.ts';
import type { ErrorRecord } from '../report/record.ts';
import { checksumRules } from './failures/checksum-rules.ts';
import { gitRules } from './failures/git-rules.ts';
import { machineRules } from './failures/machine-rules.ts';
import { moduleRules } from './failures/module-rules.ts';
import { splitRecords } from './failures/records.ts';
import type { FailureRule } from './failures/rule.ts';
import { subjectOf } from './failures/subject.ts';
import { lastingRules, passingRules } from './failures/transport-rules.ts';

/** GoFailure is one thing that went wrong in a go command, as reported and as retried by. All text is redacted. */
export interface GoFailure extends ErrorRecord {
  /** Everything the go command said about it. */
  readonly original: string;
  /** The server that was spoken to, where one is named. */
  readonly host?: string;
  readonly url?: string;
}

/** The first rule that fits wins. */
const rules: readonly FailureRule[] = [
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
 * file` names none. What no rule knows gets the code `unknown` and is never transient.
 */
export function classifyRecord(record: string, module?: string): GoFailure {
  const ownWords = record.replace(/\n\s*server response:[\s\S]*/, '');
  const rule =
    rules.find(({ pattern, readsResponse }) => pattern.test(readsResponse ? record : ownWords)) ??
    unknownRule(ownWords);
  const subject = subjectOf(record, module);
  return {
    class: rule.class,
    code: rule.code,
    transient: rule.transient,
    message: redactUrls(messageOf(record, subject.module)),
    hint: rule.hint,
    original: redactUrls(record.trim()),
    ...subject,
  };
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

/** By the best evidence there is. */
function unknownRule(record: string): Omit<FailureRule, 'pattern'> {
  const common = { code: 'unknown', transient: false } as const;
  if (/https?:\/\/|ssh:\/\//.test(record)) {
    return {
      ...common,
      class: 'server',
      hint: 'Open the URL by hand from a machine like this one to see its answer.',
    };
  }
  if (/go\.(?:mod|sum|work)/.test(record)) {
    return {
      ...common,
      class: 'go-mod',
      hint: 'Run the same go command locally, then `go mod tidy`, and commit the change.',
    };
  }
  return {
    ...common,
    class: 'configuration',
    hint: 'Run the same go command by hand in this folder to look into it.',
  };
}
