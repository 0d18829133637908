import { readFile } from 'node:fs/promises';
import path from 'node:path';

const readme = path.resolve(import.meta.dirname, '..', '..', 'README.md');

/** recipesOf returns the workflows and steps that stand under a heading of the README, in order, as they are written there. */
export async function recipesOf(heading: string): Promise<string[]> {
  const text = await readFile(readme, 'utf8');
  const section = text.split(/^#+ /m).find((part) => part.startsWith(`${heading}\n`));
  if (section === undefined) throw new Error(`the README has no section "${heading}"`);
  return [...section.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, recipe = '']) => recipe);
}

/** onThisMachine makes of the jobs of a recipe a workflow that uses the action in its own repository, and the Go that is there. */
export function onThisMachine(jobs: string): string {
  const adapted = jobs
    .replaceAll(/[\w-]+\/go-mod-download@v1/g, './')
    .replaceAll(/ +- uses: actions\/setup-go.*\n.*\n/g, '');
  return `on: push\n${adapted}`;
}
