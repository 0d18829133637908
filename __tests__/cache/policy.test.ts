import { expect, test } from '@jest/globals';
import { decidePolicy } from '../../src/cache/policy.ts';

test.each([
  { name: 'a push to a branch reads and writes', env: {}, mode: 'write' },
  { name: 'a tag only reads', env: { GITHUB_REF_TYPE: 'tag' }, mode: 'read' },
  { name: 'the merge queue only reads', env: { GITHUB_EVENT_NAME: 'merge_group' }, mode: 'read' },
  {
    name: 'a tag writes when it is told to',
    input: 'write' as const,
    env: { GITHUB_REF_TYPE: 'tag' },
    mode: 'write',
  },
  { name: 'the ceiling lowers the default', env: { ACTIONS_CACHE_MODE: 'read' }, mode: 'read' },
  {
    name: 'the ceiling lowers the input',
    input: 'write' as const,
    env: { ACTIONS_CACHE_MODE: 'write-only' },
    mode: 'write-only',
  },
  {
    name: 'the ceiling never raises',
    input: 'read' as const,
    env: { ACTIONS_CACHE_MODE: 'write' },
    mode: 'read',
  },
  {
    name: 'read under a ceiling of write-only is nothing',
    input: 'read' as const,
    env: { ACTIONS_CACHE_MODE: 'write-only' },
    mode: 'none',
  },
  { name: 'none stays none', input: 'none' as const, env: {}, mode: 'none' },
  { name: 'an unknown ceiling is none at all', env: { ACTIONS_CACHE_MODE: 'whatever' }, mode: 'write' },
])('$name', ({ input, env, mode }) => {
  const policy = decidePolicy(input, env);
  expect(policy).toMatchObject({
    mode,
    reads: mode === 'write' || mode === 'read',
    writes: mode === 'write' || mode === 'write-only',
  });
});

test('a lowered mode names what was asked for and the ceiling', () => {
  const { source } = decidePolicy('write', { ACTIONS_CACHE_MODE: 'read' });
  expect(source).toContain('input `cache-mode`');
  expect(source).toContain('ACTIONS_CACHE_MODE=read');
});
