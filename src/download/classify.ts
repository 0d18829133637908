import { messageOf as errorMessage, faultOf } from '../errors.ts';
import { type FetchFailure, goMightSucceed } from '../fetch/failure.ts';
import { NotFetched, type Tried } from '../fetch/not-fetched.ts';
import { type Describe, describeNotFetched } from '../fetch/wording.ts';
import { redactUrls } from '../go/url-credentials.ts';
import type { ErrorRecord } from '../record.ts';
import { cutAtWord } from './cut-at-word.ts';
import { checksumRules } from './failures/checksum-rules.ts';
import { gitRules } from './failures/git-rules.ts';
import { guessedRule } from './failures/guess.ts';
import { machineRules } from './failures/machine-rules.ts';
import { moduleRules } from './failures/module-rules.ts';
import { proxyFailureCode, proxyMeanings } from './failures/proxy-failure.ts';
import { splitRecords } from './failures/records.ts';
import { type FailureMeaning, type FailureRule, ruleFor } from './failures/rule.ts';
import { type Subject, subjectOf, urlsIn } from './failures/subject.ts';
import { lastingRules, passingRules } from './failures/transport-rules.ts';
import { onOneLine, wordsOf } from './failures/words.ts';
import { noProxy, type ProxyHooks } from './proxy-hooks.ts';

/**
 * GoFailure is one failure of a go command, as it is reported and as it decides about retries. All text is
 * redacted.
 */
export interface GoFailure extends ErrorRecord {
  /** Everything the go command said about it, and our proxy about each upstream. */
  readonly original: string;
  /** Set where our proxy failed: whether the go command might get the file without it (fetch/failure.ts). */
  readonly goMightSucceed?: boolean;
}

/** failureRules are all known kinds of failures of the go command; the first rule that fits wins. */
export const failureRules: readonly FailureRule[] = [
  ...checksumRules,
  ...machineRules,
  ...gitRules,
  ...passingRules,
  ...moduleRules,
  ...lastingRules,
];

/** classifyStderr classifies each failure in what the go command wrote to standard error, once. */
export function classifyStderr(stderr: string, hooks: ProxyHooks = noProxy): GoFailure[] {
  return withoutRepeats(splitRecords(stderr).map((record) => classifyRecord(record, undefined, hooks)));
}

/** In characters: more is not looked at. The rules would take long on a text of many megabytes, which a server can send. */
const recordMax = 8192;

/**
 * classifyRecord classifies one failure by what the go command printed. `module` is `path@version` if it is
 * known otherwise: `zip: not a valid zip file` names none. A failure of our module proxy is classified by the
 * value that the proxy keeps for the URL in the record. A record that no rule fits gets the code `unknown`,
 * and the class that its words suggest.
 */
export function classifyRecord(said: string, module?: string, hooks: ProxyHooks = noProxy): GoFailure {
  const record = cutAtWord(said, recordMax);
  const proxyError = urlsIn(record)
    .map(hooks.failureOf)
    .find((error) => error !== undefined);
  const named = hooks.rewrite(record);
  if (proxyError !== undefined)
    return classifyProxyFailure(proxyError, named, subjectOf(named, module), hooks);
  const subject = subjectOf(named, module);
  const words = wordsOf(named);
  const rule = ruleFor(words, failureRules) ?? guessedRule(words.words);
  return {
    ...meaningOf(rule),
    message: redactUrls(messageOf(named, subject.module)),
    original: redactUrls(named.trim()),
    ...subject,
    ...(rule.asksRepository ? repositoryHost(subject) : {}),
  };
}

function meaningOf(meaning: FailureMeaning) {
  const { code, transient, hint, input } = meaning;
  const fault = meaning.fault ?? faultOf(meaning.class);
  return { class: meaning.class, code, transient, fault, hint, ...(input === undefined ? {} : { input }) };
}

/** Of several rules with one code, the first has its meaning. */
const meanings: ReadonlyMap<string, FailureMeaning> = new Map(
  [...proxyMeanings, ...failureRules].toReversed().map((meaning) => [meaning.code, meaning]),
);

function classifyProxyFailure(
  error: unknown,
  named: string,
  subject: Subject,
  { describe }: ProxyHooks,
): GoFailure {
  const code = proxyFailureCode(error);
  const meaning = meanings.get(code);
  if (meaning === undefined) throw new Error(`no rule has the code ${code}`);
  const common = { ...meaningOf(meaning), ...subject, original: redactUrls(named.trim()) };
  const what = subject.module ?? subject.url ?? 'a file';
  const messageOn = (text: string) => redactUrls(onOneLine(`${what}: ${text}`));
  if (!(error instanceof NotFetched)) {
    return { ...common, message: messageOn(errorMessage(error)), goMightSucceed: true };
  }
  const { failure, tried, upstream, file } = error;
  const of = file.kind === 'sumdb' ? 'reading the checksum database: ' : '';
  return {
    ...common,
    transient: meaning.transient && failure.transient && !failure.givenUp,
    message: messageOn(`${of}${triedText(failure, tried, describe)}`),
    original: redactUrls(`${named.trim()}\n\n${describeNotFetched(error, describe)}`),
    ...(upstream === undefined ? {} : { host: upstream.host }),
    attempts: failure.attempts,
    goMightSucceed: goMightSucceed(failure),
  };
}

/** The failure that decides comes first; the others follow, because one of them may be the one to fix. */
function triedText(failure: FetchFailure, tried: readonly Tried[], describe: Describe): string {
  const parts = tried
    .toSorted((a, b) => Number(b.failure === failure) - Number(a.failure === failure))
    .map(({ upstream: { host }, failure: { attempts }, failure: each }) => {
      return `${describe(each)} (from ${host}${attempts > 1 ? `, ${attempts} attempts` : ''})`;
    });
  return parts.length === 0 ? describe(failure) : parts.join('; ');
}

function repositoryHost({ module }: Subject): Pick<Subject, 'host'> {
  const host = module?.split('/')[0];
  return host === undefined ? {} : { host };
}

/**
 * withoutRepeats keeps the first of several failures with the same code and module. A problem of the disk
 * fails every module, so it is kept once.
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

/** Without git the go command tries one protocol after the other, and then reports the protocols. */
function blameGit(failures: readonly GoFailure[]): GoFailure[] {
  const blamed = failures.find(({ code }) => code === 'no-secure-protocol');
  const missing = failures.find(({ code }) => code === 'git-missing');
  if (blamed?.module === undefined || missing === undefined) return [...failures];
  const named = missing.module === undefined ? { ...missing, module: blamed.module } : missing;
  return failures
    .filter(({ code }) => code !== 'no-secure-protocol')
    .map((failure) => (failure === missing ? named : failure));
}

/** The main statement of a record, on one line. With git it is not in the first line. */
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

/** What ssh prints before git's summary. */
const telling = /Permission denied|Host key verification/;
