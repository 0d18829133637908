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
 * URL, it is not in the arguments of any process. The user's own helpers are disabled for what has a login,
 * because git would pass them the credentials to store. So is the header that a checkout may have left for
 * its repository, because a server that accepts it hides all other repositories. The login with the longest
 * path is asked: git reads the helpers for all beginnings of a URL in order, and each of ours empties the list.
 */
export function gitLogins(logins: readonly Login[]): GitCredentials {
  const ordered = [...logins].sort((a, b) => a.path.length - b.path.length);
  const settings = ordered.flatMap((login, index) =>
    urlsOf(login).flatMap((url): GitSetting[] => [
      [`http.${url}.extraheader`, ''],
      [`credential.${url}.helper`, ''],
      [`credential.${url}.helper`, helperOf(index)],
    ]),
  );
  const variables = ordered.flatMap(({ user, password }, index) => [
    [userVariable(index), user],
    [passwordVariable(index), password],
  ]);
  return { settings, env: Object.fromEntries(variables) };
}

/** A repository has one URL with `.git` and one without, and git compares whole elements of a path. */
function urlsOf({ host, path }: Login): string[] {
  const url = `https://${host}${path}`;
  return path === '' || path.endsWith('.git') ? [url] : [url, `${url}.git`];
}

/**
 * httpsInsteadOfSsh lets git fetch repositories with ssh URLs over https, where it has a login.
 */
export function httpsInsteadOfSsh(logins: readonly Login[]): GitSetting[] {
  return logins.flatMap((login): GitSetting[] => {
    const { hostname } = new URL(`https://${login.host}`);
    return beginningsOf(login).flatMap((path): GitSetting[] => {
      const key = `url.https://${login.host}/${path}.insteadOf`;
      return [
        [key, `ssh://git@${hostname}/${path}`],
        [key, `git@${hostname}:${path}`],
      ];
    });
  });
}

/**
 * sshInsteadOfHttps lets git fetch over ssh what the go command requests over https. If `patterns`
 * (GOPRIVATE, GONOPROXY) mention a host, only matching paths are rewritten: a deploy key gives access to one
 * repository, and public ones need no key. What has a login is fetched over https.
 */
export function sshInsteadOfHttps(
  hosts: readonly SshHost[],
  patterns: string,
  logins: readonly Login[],
): GitSetting[] {
  return hosts.flatMap(({ host, port }) => {
    const beginnings = logins.filter((login) => login.host === host).flatMap(beginningsOf);
    // git takes the first of several rules that match equally long beginnings of a URL.
    const kept = beginnings.map((path): GitSetting => {
      return [`url.https://${host}/${path}.insteadOf`, `https://${host}/${path}`];
    });
    const prefixes = privatePrefixes(host, patterns).filter(
      (prefix) => !beginnings.some((path) => `${prefix}/`.startsWith(path)),
    );
    const moved = prefixes.map((prefix): GitSetting => {
      const place = `${host}${port === '' ? '' : `:${port}`}/${prefix}`;
      return [`url.ssh://git@${place}.insteadOf`, `https://${host}/${prefix}`];
    });
    return [...kept, ...moved];
  });
}

/** The beginnings of the paths in URLs that a login is for, without the first slash. git compares characters. */
function beginningsOf({ path }: Login): string[] {
  return path === '' ? [''] : [`${path.slice(1)}/`, `${path.slice(1)}.git`];
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
