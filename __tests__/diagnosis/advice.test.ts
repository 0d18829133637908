import { describe, expect, test } from '@jest/globals';
import { adviceFor, type Facts } from '../../src/diagnosis/advice.ts';
import { classifyRecord, failureRules } from '../../src/download/classify.ts';
import { faultOf } from '../../src/errors.ts';
import { definitionOf } from '../../src/inputs/definitions.ts';

const nothingKnown: Facts = {
  versions: new Map(),
  disk: undefined,
  zips: { count: 0, bytes: 0, expected: 0 },
  goflags: '',
};

describe('every rule', () => {
  const rules = failureRules.map((rule) => ({ ...rule, name: `${rule.class} ${rule.code}` }));
  test.each(rules)(
    '$name has a hint in whole sentences, and names only inputs that exist',
    ({ hint, input }) => {
      expect(hint).toMatch(/^[A-Z`g].{40,}\.$/);
      if (input !== undefined) expect(definitionOf(input)).toBeDefined();
      expect(hint).not.toMatch(/GOSUMDB=off|GONOSUMDB|GOFLAGS=-insecure|GOINSECURE|--no-verify|sslVerify/i);
    },
  );

  test('what can be over a moment later is never the fault of the project', () => {
    for (const rule of failureRules.filter(({ transient }) => transient))
      expect(rule.fault ?? faultOf(rule.class)).not.toBe('go.mod');
  });
});

describe('advice', () => {
  test.each<{ name: string; record: string; facts?: Partial<Facts>; advice: object }>([
    {
      name: 'a version that does not exist names those nearest to it',
      record: 'go: example.com/a@v1.2.7: reading https://p/x: 404 Not Found',
      facts: { versions: new Map([['example.com/a', ['v1.2.6', 'v1.3.0', 'v0.1.0']]]) },
      advice: {
        class: 'version',
        code: 'version-not-found',
        fault: 'go.mod',
        hint: expect.stringContaining('Nearest versions: v0.1.0, v1.2.6, v1.3.0.'),
      },
    },
    {
      name: 'a version that is listed and not given out is not the fault of the project',
      record: 'go: example.com/a@v1.2.6: reading https://p/x: 404 Not Found',
      facts: { versions: new Map([['example.com/a', ['v1.2.6']]]) },
      advice: { fault: 'infrastructure', hint: expect.stringContaining('is in the list of versions') },
    },
    {
      name: 'a pseudo-version says what go expected',
      record:
        'go: example.com/a@v0.0.0-20200101000000-a204efa7ec2e: invalid pseudo-version: does not match version-control timestamp (expected 20240102030405)',
      facts: { versions: new Map([['example.com/a', []]]) },
      advice: {
        hint: expect.stringMatching(/not by hand \(it expects 20240102030405 here\).*go get MODULE@COMMIT/),
      },
    },
    {
      name: 'a tag without the major version in the path says which path to require',
      record:
        'go: errors parsing go.mod:\ngo.mod:6:2: require github.com/acme/lib: version "v2.0.0" invalid: should be v0 or v1, not v2',
      advice: { hint: expect.stringContaining('require `github.com/acme/lib/v2 v2.0.0`') },
    },
    {
      name: '+incompatible where there is a go.mod says which path to require',
      record:
        'go: github.com/acme/lib@v2.0.0+incompatible: go.mod has post-v2 module path "github.com/acme/lib/v2" at revision v2.0.0',
      advice: { hint: expect.stringContaining('require `github.com/acme/lib/v2 v2.0.0`') },
    },
    {
      name: 'a path in other capital letters',
      record:
        'go: github.com/Acme/lib@v1.0.0: parsing go.mod:\n\tmodule declares its path as: github.com/acme/lib\n\t        but was required as: github.com/Acme/lib',
      advice: { hint: expect.stringContaining('only in capitalization: write `github.com/acme/lib`') },
    },
    {
      name: 'a fork',
      record:
        'go: github.com/fork/lib@v1.0.0: parsing go.mod:\n\tmodule declares its path as: github.com/acme/lib\n\t        but was required as: github.com/fork/lib',
      advice: {
        hint: expect.stringContaining('`replace github.com/acme/lib => github.com/fork/lib VERSION`'),
      },
    },
    {
      name: 'a Go that is too old, and may fetch another',
      record: 'go: go.mod requires go >= 1.99 (running go 1.26.8)',
      advice: {
        hint: expect.stringMatching(
          /^Go 1\.99 is required, but Go 1\.26\.8 is running\..*`gotoolchain: auto`\.$/,
        ),
      },
    },
    {
      name: 'a toolchain that was never released',
      record: 'go: download go1.99.9 for linux/amd64: toolchain not available',
      advice: { hint: expect.stringContaining('GOPROXY has no Go 1.99.9 for linux/amd64') },
    },
    {
      name: 'a full disk says how much is left and how much is needed',
      record: 'go: example.com/a@v1.0.0: write /mod/x.tmp: no space left on device',
      facts: {
        disk: { dir: '/mod', free: 12_000, total: 1_000_000_000 },
        zips: { count: 2, bytes: 20_000_000, expected: 5 },
      },
      advice: {
        hint: 'The disk of /mod has 12.0 kB of 1.0 GB free. Judging by 2 downloaded modules, the remaining 3 need about 195.0 MB. Free some space, or set GOMODCACHE to a directory on a larger disk.',
      },
    },
    {
      name: 'a path that nobody knows and that looks mistyped',
      record: 'go: githb.com/acme/lib@v1.0.0: reading https://p/x: 404 Not Found',
      facts: { versions: new Map([['githb.com/acme/lib', []]]) },
      advice: {
        input: '',
        hint: expect.stringMatching(
          /^githb\.com\/acme\/lib was not found\. Did you mean `github\.com\/acme\/lib`\? Check path/,
        ),
      },
    },
    {
      name: 'GOFLAGS=-mod=mod, where go looks for what go.mod does not name',
      record:
        'main.go:4:2: cannot find module providing package example.com/a: module lookup disabled by GOPROXY=off',
      facts: { goflags: '-modcacherw -mod=mod' },
      advice: { hint: expect.stringMatching(/GOFLAGS has `-mod=mod`.*remove it\.$/) },
    },
    {
      name: 'a failure about which nothing more is known',
      record: 'go: example.com/a@v1.0.0: reading https://p/x: 503 Service Unavailable',
      advice: {},
    },
    {
      name: 'a module of which no version could be found out',
      record: 'go: example.com/a@v1.0.0: reading https://p/x: 404 Not Found',
      advice: {},
    },
  ])('$name', ({ record, facts, advice }) => {
    expect(adviceFor(classifyRecord(record), { ...nothingKnown, ...facts })).toEqual(
      Object.keys(advice).length === 0 ? {} : expect.objectContaining(advice),
    );
  });
});
