import { execFile } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { actionVersions } from '../../scripts/action-versions.ts';
import { goTool } from '../support/go-tool.ts';
import { tempDir } from '../support/temp-dir.ts';

const root = path.resolve(import.meta.dirname, '..', '..');

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly uses?: string;
  readonly steps?: readonly Step[];
  readonly 'timeout-minutes'?: number;
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const files = globSync('.github/workflows/*.yml', { cwd: root }).sort();
const texts = files.map((file) => ({ file, text: readFileSync(path.join(root, file), 'utf8') }));
const workflows = texts.map(({ file, text }) => ({ file, workflow: parse(text) as Workflow }));
const jobs = workflows.flatMap(({ file, workflow }) =>
  Object.entries(workflow.jobs).map(([name, job]) => ({ name: `${file}: ${name}`, job })),
);
const steps = jobs.flatMap(({ name, job }) => (job.steps ?? []).map((step) => ({ name, step })));

const pages = globSync(['*.md', 'docs/**/*.md', 'examples/**/*.{md,yml}'], { cwd: root });

describe('the versions of actions', () => {
  const pins = texts.flatMap(({ file, text }) =>
    [...text.matchAll(/uses: ([^.\s@]+\/[^\s@]+)@(\S+)(?: # (\S+))?/g)].map(
      ([, action = '', commit = '', version = '']) => ({ file, action, commit, version }),
    ),
  );

  test.each(pins)('$file pins $action $version by the commit of the list', ({ action, commit, version }) => {
    const [owner, name] = action.split('/');
    expect({ version, commit }).toEqual(actionVersions[`${owner}/${name}` as keyof typeof actionVersions]);
  });

  test('the list has no action that is used nowhere', () => {
    const text = [...files, ...pages].map((file) => readFileSync(path.join(root, file), 'utf8')).join();
    const unused = Object.keys(actionVersions).filter(
      (action) => !new RegExp(`uses: ${action}[/@]`).test(text),
    );
    expect(unused).toEqual([]);
  });

  const recipes = pages.flatMap((page) =>
    [
      ...readFileSync(path.join(root, page), 'utf8').matchAll(/uses: ((?:actions|docker)\/[\w-]+)@(\S+)/g),
    ].map(([, action = '', version = '']) => ({ page, action, version })),
  );

  test('the documents have recipes', () => {
    expect(recipes.length).toBeGreaterThan(10);
  });

  test.each(recipes)('$page uses $action at the major version of the list', ({ action, version }) => {
    const { version: listed } = actionVersions[action as keyof typeof actionVersions];
    expect(version).toBe(listed.split('.')[0]);
  });
});

// What zizmor would say, as far as it can be said in a few lines; the workflow "security" runs the program itself.
describe('no workflow opens a way in', () => {
  test.each(workflows)('$file gives its jobs what they need and no more', ({ workflow }) => {
    expect([{}, { contents: 'read' }]).toContainEqual(workflow.permissions);
    expect(Object.keys(workflow.on)).not.toContain('pull_request_target');
    expect(Object.keys(workflow.on)).not.toContain('workflow_run');
  });

  test.each(steps)('$name has no expression in a script', ({ step }) => {
    expect(step.run ?? '').not.toContain('${{');
  });

  test.each(steps.filter(({ step }) => step.uses?.startsWith('actions/checkout@')))(
    '$name leaves no token in .git/config',
    ({ step }) => {
      expect(step.with?.['persist-credentials']).toBe(false);
    },
  );

  test.each(steps.filter(({ step }) => /^actions\/setup-(?:go|node)@/.test(step.uses ?? '')))(
    '$name takes no dependency from a cache',
    ({ step }) => {
      const option = step.uses?.startsWith('actions/setup-go@') === true ? 'cache' : 'package-manager-cache';
      expect(step.with?.[option]).toBe(false);
    },
  );

  test.each(jobs.filter(({ job }) => job.uses === undefined))('$name ends after a time', ({ job }) => {
    expect(job['timeout-minutes']).toBeGreaterThan(0);
  });
});

test('actionlint finds nothing in the workflows', async () => {
  const actionlint = await goTool('github.com/rhysd/actionlint/cmd/actionlint@v1.7.12');
  await using repository = await tempDir({ '.git/HEAD': '' });
  for (const name of ['.github', 'action.yml', 'dist']) {
    await cp(path.join(root, name), path.join(repository.path, name), { recursive: true });
  }
  const linted = await promisify(execFile)(actionlint, ['-no-color', '-shellcheck=', '-pyflakes='], {
    cwd: repository.path,
  }).catch((error: { stdout: string }) => error);
  expect(linted.stdout).toBe('');
}, 300_000);

test.each(globSync('.github/{dependabot.yml,ISSUE_TEMPLATE/*.yml}', { cwd: root }))(
  '%s is YAML that GitHub can read',
  (file) => {
    const form = parse(readFileSync(path.join(root, file), 'utf8'));
    if (!file.includes('ISSUE_TEMPLATE') || file.endsWith('config.yml')) return;
    expect(form).toMatchObject({ name: expect.any(String), description: expect.any(String) });
    const fields: { id?: string; type: string; attributes: { label?: string; value?: string } }[] = form.body;
    const asked = fields.filter(({ type }) => type !== 'markdown');
    expect(asked.every(({ id, attributes }) => id !== undefined && attributes.label !== undefined)).toBe(
      true,
    );
    expect(new Set(asked.map(({ id }) => id)).size).toBe(asked.length);
  },
);

test('Dependabot looks after each kind of dependency, and lets new versions rest', () => {
  const { updates } = parse(readFileSync(path.join(root, '.github/dependabot.yml'), 'utf8'));
  const kinds = updates.map((entry: { 'package-ecosystem': string }) => entry['package-ecosystem']);
  expect(kinds).toEqual(expect.arrayContaining(['npm', 'github-actions']));
  for (const { cooldown } of updates) expect(cooldown['default-days']).toBeGreaterThanOrEqual(7);
});
