import { matchesGlobs } from '../go/goproxy.ts';
import type { InputName } from '../inputs/definitions.ts';
import type { ErrorRecord } from '../record.ts';
import { type Login, loginFor } from './logins.ts';

/** Access is the credentials of a run, and the modules that it keeps private. */
export interface Access {
  readonly logins: readonly Login[];
  readonly hasSshKey: boolean;
  /** The server that `token` is for by default. */
  readonly defaultHost: string;
  /** The hosts of GOPROXY, and whether its URLs have credentials for them. */
  readonly proxies: readonly { readonly host: string; readonly hasCredentials: boolean }[];
  /** GOPRIVATE and GONOPROXY. */
  readonly privatePatterns: string;
}

/**
 * explainAccess adds to a failure about access which input to set, and for which host: the go command and git
 * know neither. Other failures are returned unchanged.
 */
export function explainAccess<T extends ErrorRecord>(failure: T, access: Access): T {
  const subject = subjectOf(failure);
  const advice = subject && adviceOn(failure, subject, access);
  return advice === undefined ? failure : { ...failure, ...advice };
}

interface Subject {
  readonly host: string;
  /** The path of the module, or another description of what was requested. */
  readonly what: string;
  readonly path: string | undefined;
}

interface Advice {
  readonly hint: string;
  readonly input: InputName;
}

function subjectOf({ host, module }: ErrorRecord): Subject | undefined {
  const path = module?.replace(/@.*/, '');
  const server = host ?? path?.split('/')[0];
  return server === undefined ? undefined : { host: server, what: path ?? 'the requested file', path };
}

function adviceOn(failure: ErrorRecord, subject: Subject, access: Access): Advice | undefined {
  switch (failure.code) {
    case 'git-credentials':
      return alsoPrivate(gitAdvice(failure, subject, access), subject, access);
    case 'no-secure-protocol':
    case 'repository-not-found': {
      const { hint, input } = gitAdvice(failure, subject, access);
      const said =
        failure.code === 'no-secure-protocol'
          ? 'The go command does not report why git failed; usually git may not read the repository.'
          : `Check the module path. ${subject.host} also responds like this if the repository may not be read.`;
      return alsoPrivate({ hint: `${said} ${hint}`, input }, subject, access);
    }
    case 'ssh-host-key':
      return hostKeyAdvice(subject);
    case 'unauthorized':
      return serverAdvice(subject, access);
    case 'module-not-found':
    case 'no-go-import':
    case 'checksum-database-lacks-module':
      return privateAdvice(subject, access);
    default:
      return undefined;
  }
}

function gitAdvice({ message, original = '' }: ErrorRecord, subject: Subject, access: Access): Advice {
  const { host, what } = subject;
  if (!/Permission denied \(|publickey/.test(message + original)) return loginAdvice(subject, access);
  return access.hasSshKey
    ? {
        hint: `${host} rejects the key in \`ssh-key\`, or that key may not read ${what}: register its public key there, for example as a deploy key of that repository.`,
        input: 'ssh-key',
      }
    : { hint: `Give a private key that may read ${what} at ${host} in \`ssh-key\`.`, input: 'ssh-key' };
}

function loginAdvice(subject: Subject, { logins, defaultHost }: Access): Advice {
  const { host, what } = subject;
  const login = loginOf(subject, logins);
  if (login !== undefined) {
    const scope = login.path === '' ? '' : ` for ${host}${login.path}`;
    return {
      hint: `${host} received the login${scope} in \`${login.input}\`: check that it has not expired and that it may read ${what}.`,
      input: login.input,
    };
  }
  const others = logins.filter((candidate) => candidate.host === host);
  const [first] = others;
  if (first !== undefined) {
    const places = others.map(({ path }) => host + path).join(', ');
    return {
      hint: `The logins for ${host} are for URLs that begin with ${places}: give one that may read ${what}, as a line \`${host}/OWNER=TOKEN\` of \`token\` or in \`netrc\`, or check that the one for it has not expired.`,
      input: first.input,
    };
  }
  const forHost = host === defaultHost ? '' : `, with \`token-hosts: ${host}\``;
  return {
    hint: `Give a token that may read ${what} at ${host} in \`token\`${forHost}, a login in \`netrc\`, or a key in \`ssh-key\`. Workflows of forks and of Dependabot do not get a repository's secrets.`,
    input: 'token',
  };
}

/** The path of a module begins like the URL of its repository, unless it is on a host of its own. */
function loginOf({ host, path = '' }: Subject, logins: readonly Login[]): Login | undefined {
  const own = path.startsWith(`${host}/`) ? path.slice(host.length) : '';
  return loginFor(logins, host, own);
}

function serverAdvice(subject: Subject, access: Access): Advice {
  const { host } = subject;
  const proxy = access.proxies.find((candidate) => candidate.host === host);
  const login = access.logins.some((candidate) => candidate.host === host);
  if (proxy === undefined || login) return loginAdvice(subject, access);
  return proxy.hasCredentials
    ? { hint: `${host} rejects the user and password in \`goproxy\`: check them.`, input: 'goproxy' }
    : {
        hint: `${host} requires authentication: set \`netrc\` to \`machine ${host} login USER password PASSWORD\`, from a secret, or add a user and password to its URL in \`goproxy\`.`,
        input: 'netrc',
      };
}

function hostKeyAdvice({ host }: Subject): Advice {
  return {
    hint: `Add the keys of ${host} to \`ssh-known-hosts\`, as \`ssh-keyscan\` prints them, after comparing them with those that its owner publishes. If the keys have changed, find out why first.`,
    input: 'ssh-known-hosts',
  };
}

function privateAdvice({ path }: Subject, { privatePatterns }: Access): Advice | undefined {
  if (path === undefined || matchesGlobs(privatePatterns, path)) return undefined;
  return {
    hint: `If ${path} is private, set \`goprivate: ${patternFor(path)}\`: it is then fetched from its repository, without a proxy or the checksum database. If not, check the path and the version for mistakes.`,
    input: 'goprivate',
  };
}

/** A request to a proxy would reveal the name of a private module, and only get a 404. */
function alsoPrivate({ hint, input }: Advice, { path }: Subject, { privatePatterns }: Access): Advice {
  if (path === undefined || matchesGlobs(privatePatterns, path)) return { hint, input };
  return {
    hint: `${hint} If it is private, set \`goprivate: ${patternFor(path)}\` too, so that it is not requested from any other server.`,
    input,
  };
}

/** A pattern for all modules of the same owner. */
function patternFor(path: string): string {
  const elements = path.split('/');
  return elements.length < 2 ? path : `${elements.slice(0, elements.length > 2 ? 2 : 1).join('/')}/*`;
}
