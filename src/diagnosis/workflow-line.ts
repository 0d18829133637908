import path from 'node:path';
import { errnoOf } from '../errors.ts';
import { readPlainFile } from '../plain-file.ts';
import type { Env } from '../ports/env.ts';
import type { Location } from '../ports/runner.ts';

/**
 * workflowLine finds the line of the running workflow that sets an input. Undefined if the checkout does not
 * have the file (GITHUB_WORKFLOW_REF: `OWNER/NAME/.github/workflows/FILE@REF`), or if not exactly one line
 * sets the input.
 */
export async function workflowLine(input: string, env: Env): Promise<Location | undefined> {
  const { GITHUB_WORKSPACE: workspace, GITHUB_REPOSITORY: repository, GITHUB_WORKFLOW_REF: ref } = env;
  if (!workspace || !repository || !ref?.startsWith(`${repository}/`)) return undefined;
  const [name = ''] = ref.slice(repository.length + 1).split('@');
  if (!/^\.github\/workflows\/[^/]+\.ya?ml$/.test(name)) return undefined;
  const file = path.join(workspace, name);
  const line = lineOfInput(await readIfThere(file), input);
  return line === undefined ? undefined : { file, line };
}

/**
 * lineOfInput finds the only line of a workflow, 1-based, that sets this key; undefined for none or several.
 */
export function lineOfInput(text: string, input: string): number | undefined {
  const sets = new RegExp(`^\\s+(?:- )?(["']?)${input}\\1\\s*:`);
  const found = text.split('\n').flatMap((line, index) => (sets.test(line) ? [index + 1] : []));
  return found.length === 1 ? found[0] : undefined;
}

async function readIfThere(file: string): Promise<string> {
  try {
    return (await readPlainFile(file)).toString();
  } catch (error) {
    // Without the file, the annotation just has no line.
    if (errnoOf(error) === undefined) throw error;
    return '';
  }
}
