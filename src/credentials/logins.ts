import type { NetrcEntry } from '../http/netrc.ts';
import type { CredentialInputs } from '../inputs/inputs.ts';
import type { ScopedToken } from '../inputs/token.ts';
import type { Env } from '../ports/env.ts';

/** Login is the user and the password for a server, or for a part of one. It is used over https only. */
export interface Login {
  /** In lower case, with the port unless it is 443. */
  readonly host: string;
  /** The beginning of the paths that it is for, as `/acme`; empty if it is for all. */
  readonly path: string;
  readonly user: string;
  readonly password: string;
  /** The input that it comes from. */
  readonly input: 'token' | 'netrc';
}

/** tokenUser goes with a token: GitHub accepts any kind of token as its password, other forges for any user. */
export const tokenUser = 'x-access-token';

/**
 * loginsOf lists the logins in `token` and `netrc`, one per host and path; `token` takes precedence. For a
 * URL, the one with the longest path counts. `defaultHost` is the server that `token` is for if `token-hosts`
 * is empty.
 */
export function loginsOf(credentials: CredentialInputs, defaultHost: string): Login[] {
  const { token, tokenHosts, scopedTokens, netrc } = credentials;
  const hosts = tokenHosts.length > 0 ? tokenHosts : [defaultHost];
  const tokens =
    token === undefined ? scopedTokens : hosts.map((host): ScopedToken => ({ prefix: host, token }));
  const all = [
    ...tokens.map(({ prefix, token: password }): Login => {
      return { ...placeOf(prefix), user: tokenUser, password, input: 'token' };
    }),
    ...netrc.map(({ machine, login, password }): Login => {
      return { ...placeOf(machine), user: login, password, input: 'netrc' };
    }),
  ];
  const isSame = (login: Login) => (other: Login) => login.host === other.host && login.path === other.path;
  return all.filter((login, index) => all.findIndex(isSame(login)) === index);
}

/** loginFor finds the login for a path on a host, as `/acme/priv`: of several, that with the longest path. */
export function loginFor(logins: readonly Login[], host: string, path: string): Login | undefined {
  return logins
    .filter((login) => login.host === host && `${path}/`.startsWith(`${login.path}/`))
    .sort((a, b) => b.path.length - a.path.length)[0];
}

/** A host is the same in any case, a path is not. */
function placeOf(prefix: string): Pick<Login, 'host' | 'path'> {
  const [host = '', ...elements] = prefix.split('/').filter((element) => element !== '');
  return { host: host.toLowerCase(), path: elements.map((element) => `/${element}`).join('') };
}

/** netrcOf is the text of a netrc file with the logins that the inputs give. */
export function netrcOf(credentials: CredentialInputs, env: Env): string {
  return netrcText(asNetrc(loginsOf(credentials, defaultHostOf(env))));
}

/** netrcText writes entries as a netrc file. No field of them has a space, since none in such a file can. */
export function netrcText(entries: readonly NetrcEntry[]): string {
  return entries
    .map(({ machine, login, password }) => `machine ${machine} login ${login} password ${password}\n`)
    .join('');
}

/** asNetrc turns logins into entries of a netrc file. */
export function asNetrc(logins: readonly Login[]): NetrcEntry[] {
  return logins.map(({ host, path, user, password }) => ({ machine: host + path, login: user, password }));
}

/**
 * asGoNetrc turns logins into entries of a netrc file for the go command. It compares the whole URL of a
 * `go-import` lookup, with its query (cmd/go/internal/auth, loadCredential).
 */
export function asGoNetrc(logins: readonly Login[]): NetrcEntry[] {
  return asNetrc(logins).flatMap((entry) =>
    entry.machine.includes('/') ? [entry, { ...entry, machine: `${entry.machine}?go-get=1` }] : [entry],
  );
}

/**
 * defaultHostOf is the host of the server of this repository: github.com, or that of an Enterprise server.
 */
export function defaultHostOf(env: Env): string {
  const url = env['GITHUB_SERVER_URL'];
  return url !== undefined && URL.canParse(url) ? new URL(url).host : 'github.com';
}
