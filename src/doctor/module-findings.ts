import { ownerOf } from './endpoints.ts';
import type { Endpoint, ModuleFact } from './facts.ts';
import type { Finding } from './finding.ts';

/** moduleFindings returns the problems with modules of go.mod, by what the module proxies know about them. */
export function moduleFindings(modules: readonly ModuleFact[], endpoints: readonly Endpoint[]): Finding[] {
  // A module proxy that refuses everything has a finding already.
  const refusing = new Set(
    endpoints.flatMap(({ url, reply }) =>
      reply?.kind === 'answered' && (reply.status === 401 || reply.status === 403) ? [url] : [],
    ),
  );
  return modules.flatMap((fact) => findingOf(fact, refusing) ?? []);
}

function findingOf(
  { path, version, answer }: ModuleFact,
  refusing: ReadonlySet<string>,
): Finding | undefined {
  const goprivate = `\`goprivate: ${ownerOf(path)}\``;
  if (answer === 'known') return undefined;
  if (answer === 'unknown') {
    return {
      code: 'private-path',
      problem: `No module proxy in GOPROXY has ${path}@${version} or any other version of it: it is private, or misspelled in go.mod.`,
      changes: [
        `If it is private, set ${goprivate}: it is then fetched from its repository, and no public server sees its name.`,
        'If a private registry has it, list that registry first in `goproxy`.',
      ],
    };
  }
  if (answer === 'version-unknown') {
    return {
      code: 'version-unknown',
      problem: `The module proxies have ${path}, but not version ${version}.`,
      changes: [
        `Choose an existing version: \`go list -m -versions ${path}\`, then \`go get ${path}@VERSION\`.`,
      ],
    };
  }
  if (refusing.has(answer.refusedBy)) return undefined;
  return {
    code: 'forbidden',
    problem: `${answer.refusedBy} responds with ${answer.status} for ${path}@${version}, but not for other modules: its policy denies this module, or the module is private.`,
    changes: [
      "Ask the registry's owner to allow the module.",
      `If it is private, set ${goprivate}: it is then fetched from its repository.`,
    ],
  };
}
