import { editDistance } from '../text/nearest.ts';

/** Hosts that many module paths begin with, and so are often mistyped. */
const wellKnownHosts = [
  'bitbucket.org',
  'cloud.google.com',
  'codeberg.org',
  'git.sr.ht',
  'github.com',
  'gitlab.com',
  'go.etcd.io',
  'go.opentelemetry.io',
  'go.uber.org',
  'golang.org',
  'google.golang.org',
  'gopkg.in',
  'gorm.io',
  'honnef.co',
  'k8s.io',
  'sigs.k8s.io',
];

/** Hosts on which a repository is always `owner/name`. */
const forges = new Set(['bitbucket.org', 'codeberg.org', 'github.com', 'gitlab.com']);

/**
 * mistypedPath says in a sentence what looks wrong with an unknown module path; undefined if nothing does.
 */
export function mistypedPath(path: string): string | undefined {
  const [host = '', ...rest] = path.split('/');
  const meant = misspelledHost(host);
  if (meant !== undefined) return `Did you mean \`${[meant, ...rest].join('/')}\`?`;
  const page = /^(?<repository>.+?)\/(?:-\/)?(?:tree|blob|raw|src)\/[^/]+/.exec(path)?.groups?.['repository'];
  if (page !== undefined) return `This is the address of a web page; the module path is \`${page}\`.`;
  if (path.endsWith('.git')) return `Remove the \`.git\`: \`${path.slice(0, -'.git'.length)}\`.`;
  if (forges.has(host) && rest.length < 2)
    return `On ${host} a module path has an owner and a name: \`${host}/OWNER/NAME\`.`;
  if (/[A-Z]/.test(path)) {
    return `Module paths are case-sensitive; most are in lower case, as in \`${path.toLowerCase()}\`.`;
  }
  return undefined;
}

/** One or two letters off; short names are left out, because a change makes another valid name. */
function misspelledHost(host: string): string | undefined {
  if (wellKnownHosts.includes(host)) return undefined;
  const within = (known: string) => editDistance(host, known) <= (known.length < 10 ? 1 : 2);
  return host.length < 6 ? undefined : wellKnownHosts.find(within);
}
