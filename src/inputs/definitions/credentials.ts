import type { InputDefinition } from './definition.ts';

/** credentialInputs define how private modules are accessed. */
export const credentialInputs = [
  {
    name: 'netrc',
    kind: 'value',
    default: '',
    hint: 'FILE',
    description:
      'Logins for hosts, in netrc format (`machine HOST login USER password PASSWORD`), or the path of a netrc file; for module proxies, `go-import` lookups and git, over https only. Like all credentials, they are used in this step only: not written to git config, not exported to later steps, and masked in the log.',
  },
  {
    name: 'token',
    kind: 'value',
    default: '',
    hint: 'TOKEN',
    description:
      'A token that can read the private repositories. It is sent as a password, over https, to `token-hosts` and to no other host. Or several tokens, one per line, each with what it is for: `github.com/acme=TOKEN`; of several that match a URL, the longest is used.',
  },
  {
    name: 'token-hosts',
    kind: 'list',
    default: '',
    hint: 'HOST',
    description:
      'The hosts that a single `token` is for, separated by spaces, commas or newlines. Default: the server of this repository (GITHUB_SERVER_URL), or else github.com.',
  },
  {
    name: 'ssh-key',
    kind: 'value',
    default: '',
    hint: 'FILE',
    description:
      'A private key without a passphrase, as text or as the path of a file. With it, git fetches private modules (those that GOPRIVATE or GONOPROXY match) over ssh, from the hosts in `ssh-known-hosts`, or else from the server of this repository.',
  },
  {
    name: 'ssh-known-hosts',
    kind: 'value',
    default: '',
    hint: 'FILE',
    description:
      "Host keys, as lines of a known_hosts file or as the path of one. GitHub's keys are built in; keys of any other host must be given here.",
  },
] as const satisfies readonly InputDefinition[];
