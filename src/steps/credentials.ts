import type { Access } from '../credentials/explain-access.ts';
import { gitConfigEnv } from '../credentials/git-config.ts';
import { gitLogins, httpsInsteadOfSsh, sshInsteadOfHttps } from '../credentials/git-credentials.ts';
import { githubHostKeys } from '../credentials/github-host-keys.ts';
import { asGoNetrc, asNetrc, defaultHostOf, type Login, loginsOf, netrcText } from '../credentials/logins.ts';
import { secretFile } from '../credentials/secret-file.ts';
import { sshEnv } from '../credentials/ssh-command.ts';
import { parseKnownHosts, sshHostsOf } from '../credentials/ssh-hosts.ts';
import { onDisk, temporaryError } from '../disk-error.ts';
import { parseGoproxy } from '../go/goproxy.ts';
import { bytesOfText } from '../http/bytes-in-text.ts';
import { parseNetrc } from '../http/netrc.ts';
import { settingOf } from '../plan/go-settings.ts';
import type { Env } from '../ports/env.ts';
import type { Run } from './run.ts';

/** Credentials are what the go command, git and our own requests authenticate with during the download. */
export interface Credentials {
  /** For the go command and the programs it starts. */
  readonly env: Env;
  /** The text of a netrc file for our own requests, in addition to the machine's; may be empty. */
  readonly netrc: string;
}

/**
 * withCredentials runs `body` with the credentials from the inputs. Those that the go command or ssh read
 * only from a file are secret files, which are gone when `body` has ended.
 */
export async function withCredentials<T>(
  run: Run,
  body: (credentials: Credentials) => Promise<T>,
): Promise<T> {
  using files = new DisposableStack();
  const { scratchDir: dir, ports } = run;
  const writeFile: WriteFile = async (name, text) => {
    const make = () => secretFile(name, text, { dir, guard: ports.guard });
    const file = await onDisk(make, (cause) => temporaryError(dir, cause));
    files.defer(file.close);
    return file.path;
  };
  return await body(await prepare(run, writeFile));
}

/** accessOf returns the credentials this run has, and for which hosts. */
export function accessOf({ inputs, plan, ports }: Run): Access {
  const defaultHost = defaultHostOf(ports.env);
  const goproxy = parseGoproxy(settingOf(plan.settings, 'GOPROXY'));
  return {
    logins: loginsOf(inputs.credentials, defaultHost),
    hasSshKey: inputs.credentials.sshKey !== undefined,
    defaultHost,
    proxies: goproxy.flatMap((entry) => {
      if (entry.kind !== 'url') return [];
      const { host, username } = new URL(entry.url);
      return [{ host, hasCredentials: username !== '' }];
    }),
    privatePatterns: privatePatternsOf(plan),
  };
}

/** usesCredentials tells whether the inputs have any credentials. */
export function usesCredentials({ credentials }: Run['inputs']): boolean {
  const { netrc, token, scopedTokens, sshKey } = credentials;
  return netrc.length > 0 || token !== undefined || scopedTokens.length > 0 || sshKey !== undefined;
}

/** Writes a secret file and returns its path. */
type WriteFile = (name: string, text: string | Uint8Array) => Promise<string>;

async function prepare(run: Run, writeFile: WriteFile): Promise<Credentials> {
  const { plan, ports, inputs } = run;
  const { sshKey } = inputs.credentials;
  const defaultHost = defaultHostOf(ports.env);
  const logins = loginsOf(inputs.credentials, defaultHost);
  // A netrc file may name what is not a host: that has no meaning for git, and none for the go command.
  const gitHosts = logins.filter(({ host }) => URL.canParse(`https://${host}`));
  const sshHosts = sshHostsOf(inputs.credentials, defaultHost, gitHosts);
  const git = gitLogins(gitHosts);
  const settings = [
    ...git.settings,
    ...(sshKey === undefined ? httpsInsteadOfSsh(gitHosts) : []),
    ...sshInsteadOfHttps(sshHosts, privatePatternsOf(plan), gitHosts),
  ];
  return {
    env: {
      ...neverAsk,
      ...git.env,
      ...gitConfigEnv(plan.goCommandEnv, settings),
      ...(await netrcEnv(run, logins, writeFile)),
      ...(await sshKeyEnv(run, writeFile)),
    },
    netrc: netrcText(asNetrc(logins)),
  };
}

/** There is no one to answer a prompt. */
const neverAsk = { GIT_TERMINAL_PROMPT: '0', GCM_INTERACTIVE: 'never' };

function privatePatternsOf({ settings }: Run['plan']): string {
  return [settingOf(settings, 'GOPRIVATE'), settingOf(settings, 'GONOPROXY')].join(',');
}

/** The go command reads a single netrc file, so ours also has the machine's entries. */
async function netrcEnv({ plan, ports }: Run, logins: readonly Login[], writeFile: WriteFile): Promise<Env> {
  if (logins.length === 0) return {};
  const machines = parseNetrc(await ports.network.netrc());
  for (const { password } of machines) ports.runner.mask(password);
  const goauth = settingOf(plan.settings, 'GOAUTH');
  const own = goauth === 'off' ? [] : machines;
  const NETRC = await writeFile('netrc', bytesOfText(netrcText([...asGoNetrc(logins), ...own])));
  if (/(?:^|;)\s*netrc\s*(?:;|$)/.test(goauth)) return { NETRC };
  return { NETRC, GOAUTH: goauth === 'off' || goauth === '' ? 'netrc' : `netrc;${goauth}` };
}

async function sshKeyEnv({ inputs: { credentials } }: Run, writeFile: WriteFile): Promise<Env> {
  const { sshKey, sshKnownHosts = '' } = credentials;
  if (sshKey === undefined) return {};
  const known = parseKnownHosts(sshKnownHosts).some(({ host }) => host === 'github.com');
  return sshEnv({
    key: await writeFile('ssh-key', sshKey),
    // GitHub's keys from the input replace the built-in ones.
    knownHosts: await writeFile('known_hosts', sshKnownHosts + (known ? '' : githubHostKeys)),
  });
}
