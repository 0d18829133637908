import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';

const root = path.resolve(import.meta.dirname, '..');
const text = readFileSync(path.join(root, 'ARCHITECTURE.md'), 'utf8');
const named = [...new Set([...text.matchAll(/`((?:src|scripts)\/[\w./-]+)`/g)].map(([, name = '']) => name))];

test('ARCHITECTURE.md names files', () => {
  expect(named.length).toBeGreaterThan(20);
});

test.each(named)('ARCHITECTURE.md names %s, and it is there', (name) => {
  expect(existsSync(path.join(root, name))).toBe(true);
});
