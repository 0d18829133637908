import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';

const root = path.resolve(import.meta.dirname, '..', '..');
const read = (name: string) => readFileSync(path.join(root, name), 'utf8');
const dockerfile = read('Dockerfile');

test('what the container image takes from the checkout is there, and reaches the build', () => {
  const copied = [...dockerfile.matchAll(/^COPY (?!--from)(\S+) /gm)].map(([, source = '']) => source);
  const [first, ...kept] = read('.dockerignore').trim().split('\n');
  expect(copied).toContain('dist');
  expect(copied.filter((source) => !existsSync(path.join(root, source)))).toEqual([]);
  expect(first).toBe('*');
  expect(kept.map((line) => line.slice(1)).sort()).toEqual(copied.sort());
});

test('the container image has the Node of the project, and starts the command of the bundle', () => {
  expect(dockerfile).toContain(`FROM node:${read('.node-version').trim()}-`);
  expect(dockerfile).toContain('exec node /opt/go-mod-download/dist/cli.mjs "$@"');
  expect(dockerfile).toMatch(/^COPY dist \/opt\/go-mod-download\/dist$/m);
});
