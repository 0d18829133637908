import type { NetrcEntry } from '../http/netrc.ts';
import type { CredentialInputs } from '../inputs/inputs.ts';

/** Login is the user and the password for one server, for https only. */
export interface Login {
  /** In lower case; with the port where it is not 443. */
  readonly host: string;
  readonly user: string;
  readonly password: string;
  /** The input it is from. */
  readonly input: 'token' | 'netrc';
}

/** GitHub takes a token as the password of this user, whatever kind of token it is; other forges of any user. */
const tokenUser = 'x-access-token';

/**
 * loginsOf lists the logins that `token` and `netrc` give, each host once: `token` comes first. `defaultHost` is the
 * server that `token` is for where `token-hosts` does not say.
 */
export function loginsOf({ token, tokenHosts, netrc }: CredentialInputs, defaultHost: string): Login[] {
  const hosts = token === '' ? [] : tokenHosts.length > 0 ? tokenHosts : [defaultHost];
  const all = [
    ...hosts.map((host): Login => ({ host, user: tokenUser, password: token, input: 'token' })),
    ...netrc.map(({ machine, login, password }): Login => {
      return { host: machine.toLowerCase(), user: login, password, input: 'netrc' };
    }),
  ];
  return all.filter(({ host }, index) => all.findIndex((login) => login.host === host) === index);
}

/** netrcText writes entries as a netrc file. Nothing in them has a space, for nothing in such a file can. */
export function netrcText(entries: readonly NetrcEntry[]): string {
  return entries
    .map(({ machine, login, password }) => `machine ${machine} login ${login} password ${password}\n`)
    .join('');
}

/** asNetrc turns logins into entries of a netrc file. */
export function asNetrc(logins: readonly Login[]): NetrcEntry[] {
  return logins.map(({ host, user, password }) => ({ machine: host, login: user, password }));
}

/** serverHost is the host of the server of this repository: github.com, or that of an Enterprise server. */
export function serverHost(serverUrl: string | undefined): string {
  return serverUrl !== undefined && URL.canParse(serverUrl) ? new URL(serverUrl).host : 'github.com';
}
