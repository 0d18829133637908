import { ownerOf } from './endpoints.ts';
import type { Endpoint, ModuleFact } from './facts.ts';
import type { Finding } from './finding.ts';

/** moduleFindings says what is wrong with modules of go.mod by what the module proxies know of them. */
export function moduleFindings(modules: readonly ModuleFact[], endpoints: readonly Endpoint[]): Finding[] {
  // Where a module proxy refuses everything, that has been said already.
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
      problem: `No module proxy of GOPROXY knows ${path}@${version}, nor any version of it: it is private, or misspelt in go.mod.`,
      changes: [
        `If it is private: ${goprivate}, so that it is fetched from its repository, and no public server is told of it.`,
        'If a private registry has it: name that one first in `goproxy`.',
      ],
    };
  }
  if (answer === 'version-unknown') {
    return {
      code: 'version-unknown',
      problem: `The module proxies know ${path}, but not its version ${version}.`,
      changes: [
        `Choose one that there is: \`go list -m -versions ${path}\`, then \`go get ${path}@VERSION\`.`,
      ],
    };
  }
  if (refusing.has(answer.refusedBy)) return undefined;
  return {
    code: 'forbidden',
    problem: `${answer.refusedBy} answers ${answer.status} for ${path}@${version}, though not for everything: its rules forbid this module, or it is private.`,
    changes: [
      "Have the registry's owner allow the module.",
      `If it is private: ${goprivate}, so that it is fetched from its repository.`,
    ],
  };
}
