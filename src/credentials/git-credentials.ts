import type { Env } from '../ports/env.ts';
import type { GitSetting } from './git-config.ts';
import type { Login } from './logins.ts';
import type { SshHost } from './ssh-hosts.ts';

/** GitCredentials is how git authenticates: settings without secrets, and variables that hold the secrets. */
export interface GitCredentials {
  readonly settings: readonly GitSetting[];
  readonly env: Env;
}

/**
 * gitLogins lets git log in over https, with a credential helper of ours. Unlike a header, which is sent with
 * every request, the answer of a helper is not sent along when the host redirects; unlike a password in a
 * URL, it is not in the arguments of any process. The user's own helpers are disabled for these hosts,
 * because git would pass them the credentials to store. So is the header that a checkout may have left for
 * its repository, because a server that accepts it hides all other repositories.
 */
export function gitLogins(logins: readonly Login[]): GitCredentials {
  const settings = logins.flatMap(({ host }, index): GitSetting[] => [
    [`http.https://${host}/.extraheader`, ''],
    [`credential.https://${host}.helper`, ''],
    [`credential.https://${host}.helper`, helperOf(index)],
  ]);
  const variables = logins.flatMap(({ user, password }, index) => [
    [userVariable(index), user],
    [passwordVariable(index), password],
  ]);
  return { settings, env: Object.fromEntries(variables) };
}

/**
 * httpsInsteadOfSsh lets git fetch repositories with ssh URLs over https, from hosts with a login.
 */
export function httpsInsteadOfSsh(logins: readonly Login[]): GitSetting[] {
  return logins.flatMap(({ host }): GitSetting[] => {
    const { hostname } = new URL(`https://${host}`);
    const key = `url.https://${host}/.insteadOf`;
    return [
      [key, `ssh://git@${hostname}/`],
      [key, `git@${hostname}:`],
    ];
  });
}

/**
 * sshInsteadOfHttps lets git fetch over ssh what the go command requests over https. If `patterns`
 * (GOPRIVATE, GONOPROXY) mention a host, only matching paths are rewritten: a deploy key gives access to one
 * repository, and public ones need no key.
 */
export function sshInsteadOfHttps(hosts: readonly SshHost[], patterns: string): GitSetting[] {
  return hosts.flatMap(({ host, port }) =>
    privatePrefixes(host, patterns).map((prefix): GitSetting => {
      const place = `${host}${port === '' ? '' : `:${port}`}/${prefix}`;
      return [`url.ssh://git@${place}.insteadOf`, `https://${host}/${prefix}`];
    }),
  );
}

/**
 * The private path prefixes on a host: for `git.example.com/team/*`, `team/`; an empty prefix means all
 * paths.
 */
function privatePrefixes(host: string, patterns: string): string[] {
  const prefixes = patterns.split(',').flatMap((pattern) => {
    const [first = '', ...rest] = pattern.trim().replace(/\/$/, '').split('/');
    if (first.toLowerCase() !== host) return [];
    const glob = rest.findIndex((element) => /[*?[\\]/.test(element));
    return [
      glob < 0
        ? rest.join('/')
        : rest
            .slice(0, glob)
            .map((element) => `${element}/`)
            .join(''),
    ];
  });
  return prefixes.length === 0 || prefixes.includes('') ? [''] : [...new Set(prefixes)];
}

/** git runs it with a shell, also on Windows. Requests to store or erase credentials are ignored. */
function helperOf(index: number): string {
  const answer = `printf 'username=%s\\npassword=%s\\n' "$${userVariable(index)}" "$${passwordVariable(index)}"`;
  return `!f() { if test "$1" = get; then ${answer}; fi; }; f`;
}

function userVariable(index: number): string {
  return `GO_MOD_DOWNLOAD_USER_${index}`;
}

function passwordVariable(index: number): string {
  return `GO_MOD_DOWNLOAD_PASSWORD_${index}`;
}
