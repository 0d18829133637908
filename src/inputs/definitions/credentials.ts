import type { InputDefinition } from './definition.ts';

/** credentialInputs say how private modules are reached. */
export const credentialInputs = [
  {
    name: 'netrc',
    kind: 'value',
    default: '',
    hint: 'FILE',
    description:
      'Logins for hosts, as a netrc file has them (`machine HOST login USER password PASSWORD`), or the path of such a file; for module proxies, for `go-import` lookups and for git, over https only. Like all credentials they are used in this step alone: written to no configuration of git, exported to no later step, and masked.',
  },
  {
    name: 'token',
    kind: 'value',
    default: '',
    hint: 'TOKEN',
    description:
      'A token that may read the private repositories, used as a password over https for `token-hosts` and no other host.',
  },
  {
    name: 'token-hosts',
    kind: 'list',
    default: '',
    hint: 'HOST',
    description:
      'The hosts that `token` is for, separated by spaces, commas or lines. When empty: the server of this repository (GITHUB_SERVER_URL), else github.com.',
  },
  {
    name: 'ssh-key',
    kind: 'value',
    default: '',
    hint: 'FILE',
    description:
      'A private key without passphrase, as text or as the path of a file. git then fetches private modules (what GOPRIVATE and GONOPROXY match) over ssh from the hosts that `ssh-known-hosts` names, or else from the server of this repository.',
  },
  {
    name: 'ssh-known-hosts',
    kind: 'value',
    default: '',
    hint: 'FILE',
    description:
      'The keys of these hosts, as lines of a known_hosts file or as the path of one. Those of github.com are known; of other hosts nothing is taken on trust.',
  },
] as const satisfies readonly InputDefinition[];
