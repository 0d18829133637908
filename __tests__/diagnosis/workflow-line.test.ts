import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { lineOfInput, workflowLine } from '../../src/diagnosis/workflow-line.ts';
import { tempDir } from '../support/temp-dir.ts';

const workflow = `on: push
jobs:
  test:
    steps:
      - uses: actions/checkout@v6
      - uses: org/go-mod-download@v1
        with:
          goproxy: https://proxy.example.com # goproxy: no
          "stall-timeout": 3s
          cache: 'off'
      - uses: org/go-mod-download@v1
        with: { cache: off }
`;

describe('lineOfInput', () => {
  test.each([
    ['goproxy', 8],
    ['stall-timeout', 9],
    ['cache', 10],
    ['timeout', undefined],
    ['uses', undefined],
  ])('%s: %s', (input, line) => {
    expect(lineOfInput(workflow, input)).toBe(line);
  });
});

test('the workflow is looked for where the runner says, and only in its own repository', async () => {
  await using dir = await tempDir();
  const file = path.join(dir.path, '.github/workflows/ci.yml');
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, workflow);
  const env = {
    GITHUB_WORKSPACE: dir.path,
    GITHUB_REPOSITORY: 'org/project',
    GITHUB_WORKFLOW_REF: 'org/project/.github/workflows/ci.yml@refs/heads/main',
  };
  expect(await workflowLine('goproxy', env)).toEqual({ file, line: 8 });
  expect(await workflowLine('attempts', env)).toBeUndefined();
  expect(await workflowLine('goproxy', {})).toBeUndefined();
  const elsewhere = { ...env, GITHUB_WORKFLOW_REF: 'org/shared/.github/workflows/ci.yml@v1' };
  expect(await workflowLine('goproxy', elsewhere)).toBeUndefined();
  const outside = { ...env, GITHUB_WORKFLOW_REF: 'org/project/.github/workflows/../../secret.yml@v1' };
  expect(await workflowLine('goproxy', outside)).toBeUndefined();
  const absent = { ...env, GITHUB_WORKFLOW_REF: 'org/project/.github/workflows/other.yml@v1' };
  expect(await workflowLine('goproxy', absent)).toBeUndefined();
});
