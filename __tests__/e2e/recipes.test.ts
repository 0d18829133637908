import { execFile } from 'node:child_process';
import { globSync } from 'node:fs';
import { copyFile, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { goTool } from '../support/go-tool.ts';
import { tempDir } from '../support/temp-dir.ts';

const root = path.resolve(import.meta.dirname, '..', '..');
const run = promisify(execFile);

/** A workflow as it stands, or one made for the jobs, the body of a job, or the steps that a recipe shows. */
function workflowOf(recipe: string): string {
  if (/^on:/m.test(recipe)) return recipe;
  if (/^jobs:/m.test(recipe)) return `on: push\n${recipe}`;
  const body = /^steps:/m.test(recipe) ? recipe : `steps:\n${recipe}`;
  return `on: push\njobs:\n  recipe:\n    runs-on: ubuntu-latest\n${body.replace(/^/gm, '    ')}`;
}

test('every recipe is a sound workflow, and gives this action inputs that it has', async () => {
  const actionlint = await goTool('github.com/rhysd/actionlint/cmd/actionlint@v1.7.12');
  const pages = globSync(['*.md', 'docs/**/*.md'], { cwd: root });
  const texts = await Promise.all(pages.map((page) => readFile(path.join(root, page), 'utf8')));
  const recipes = [...texts.join('\n').matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = '']) => text);
  const workflows = recipes.filter((text) => !text.startsWith('# .gitlab-ci.yml')).map(workflowOf);
  expect(workflows.length).toBeGreaterThan(13);

  const files = workflows.map((text, index): [string, string] => [
    `.github/workflows/recipe-${index}.yml`,
    // Of a local action, the linter knows the inputs.
    text.replaceAll(/[\w-]+\/go-mod-download@v1/g, './'),
  ]);
  await using repository = await tempDir({
    ...Object.fromEntries(files),
    '.git/HEAD': '',
    'dist/main.mjs': '',
  });
  await copyFile(path.join(root, 'action.yml'), path.join(repository.path, 'action.yml'));
  const linted = await run(actionlint, ['-no-color', '-shellcheck=', '-pyflakes='], {
    cwd: repository.path,
  }).catch((error: { stdout: string }) => error);
  expect(linted.stdout).toBe('');
}, 300_000);
