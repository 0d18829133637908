import type { Env } from '../ports/env.ts';
import type { GitSetting } from './git-config.ts';
import type { Login } from './logins.ts';
import type { SshHost } from './ssh-hosts.ts';

/** GitCredentials is how git authenticates itself: settings without a secret, and the variables that hold them. */
export interface GitCredentials {
  readonly settings: readonly GitSetting[];
  readonly env: Env;
}

/**
 * gitLogins lets git log in over https. It asks a helper of ours when a server wants to know it: unlike a header that
 * is sent with every request, what a helper says stays with the host it was asked for when that host redirects, and
 * unlike a password in a URL it is in no argument of any process. Helpers of the user are left out for these hosts, for
 * git would tell them what worked, and they would keep it; so is the header that a checkout may have left for its own
 * repository, for a server that takes it hides the others.
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
 * httpsInsteadOfSsh lets repositories that are named by an ssh URL be fetched over https, from the hosts there is a
 * login for and no key.
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
 * sshInsteadOfHttps sends git over ssh to what the go command asks for by https, as it does wherever a module path says
 * where the repository is. Only what `patterns` (GOPRIVATE, GONOPROXY) say of a host goes that way, where they say
 * something: a deploy key opens one repository, and public ones need none.
 */
export function sshInsteadOfHttps(hosts: readonly SshHost[], patterns: string): GitSetting[] {
  return hosts.flatMap(({ host, port }) =>
    privatePrefixes(host, patterns).map((prefix): GitSetting => {
      const place = `${host}${port === '' ? '' : `:${port}`}/${prefix}`;
      return [`url.ssh://git@${place}.insteadOf`, `https://${host}/${prefix}`];
    }),
  );
}

/** The beginnings of paths on a host that are private: of `git.example.com/team/*`, `team/`; empty for all of them. */
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

/** git runs it with a shell, also on Windows, and asks it to store and to erase too, which it does not. */
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
