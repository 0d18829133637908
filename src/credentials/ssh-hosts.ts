import type { CredentialInputs } from '../inputs/inputs.ts';
import type { Login } from './logins.ts';

/** SshHost is a server that git connects to over ssh; `port` is empty for the default port. */
export interface SshHost {
  readonly host: string;
  readonly port: string;
}

/**
 * parseKnownHosts lists the hosts in the text of a known_hosts file, except hashed, revoked and pattern
 * entries.
 */
export function parseKnownHosts(text: string): SshHost[] {
  const hosts = text.split(/\r?\n/).flatMap((line) => {
    const [names = '', type, key] = line.trim().split(/\s+/);
    if (/^[#@|]/.test(names) || type === undefined || key === undefined) return [];
    return names.split(',').flatMap(parseName);
  });
  return hosts.filter(({ host }, index) => hosts.findIndex((other) => other.host === host) === index);
}

/**
 * sshHostsOf lists the servers that a key is for: those in `ssh-known-hosts`, or else the server of this
 * repository. Servers with a login for all paths are left out: they are reached over https.
 */
export function sshHostsOf(
  { sshKey, sshKnownHosts = '' }: Pick<CredentialInputs, 'sshKey' | 'sshKnownHosts'>,
  defaultHost: string,
  logins: readonly Login[],
): SshHost[] {
  if (sshKey === undefined) return [];
  const named = parseKnownHosts(sshKnownHosts);
  const { hostname } = new URL(`https://${defaultHost}`);
  const hosts = named.length > 0 ? named : [{ host: hostname, port: '' }];
  const loggedIn = logins
    .filter(({ path }) => path === '')
    .map((login) => new URL(`https://${login.host}`).hostname);
  return hosts.filter(({ host }) => !loggedIn.includes(host));
}

function parseName(name: string): SshHost[] {
  if (/[*?!]/.test(name)) return [];
  const { host, port } = /^\[(?<host>[^\]]+)\]:(?<port>\d+)$/.exec(name)?.groups ?? { host: name, port: '' };
  return [{ host: (host ?? '').toLowerCase(), port: port === '22' ? '' : (port ?? '') }];
}
