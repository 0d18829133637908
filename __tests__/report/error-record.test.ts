import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { ActionError } from '../../src/errors.ts';
import { errorRecord } from '../../src/report/error-record.ts';
import { tempDir } from '../support/temp-dir.ts';

test('an expected failure says everything itself', () => {
  const error = new ActionError('go.sum holds a line that is not one', {
    code: 'gosum-invalid',
    class: 'go-mod',
    hint: 'Run `go mod tidy`.',
    location: { file: 'go.sum', line: 7 },
    cause: new Error('odd number of words'),
  });
  expect(errorRecord(error, { module: 'example.com/a@v1.0.0', original: 'x y' })).toEqual({
    class: 'go-mod',
    code: 'gosum-invalid',
    transient: false,
    fault: 'go.mod',
    message: 'go.sum holds a line that is not one: odd number of words',
    hint: 'Run `go mod tidy`.',
    location: { file: 'go.sum', line: 7 },
    module: 'example.com/a@v1.0.0',
    original: 'x y',
  });
});

test.each([
  ['network', true],
  ['server', true],
  ['throttled', true],
  ['cache', true],
  ['not-found', false],
  ['checksum', false],
  ['disk', false],
  ['configuration', false],
] as const)(
  'a failure of class %s is transient: %s, unless the place knows better',
  (errorClass, transient) => {
    const error = new ActionError('x', { code: 'x', class: errorClass, hint: 'y' });
    expect(errorRecord(error).transient).toBe(transient);
    expect(errorRecord(error, { transient: !transient }).transient).toBe(!transient);
  },
);

test.each([
  ['ENOSPC', 'disk', 'enospc', 'Free space'],
  ['EROFS', 'disk', 'erofs', 'permission'],
  ['EACCES', 'disk', 'eacces', 'permission'],
  ['EISDIR', 'disk', 'eisdir', 'of the wrong kind'],
  ['ENAMETOOLONG', 'disk', 'enametoolong', 'of the wrong kind'],
  ['ECONNRESET', 'network', 'econnreset', 'Run it again'],
  ['EAI_AGAIN', 'network', 'eai-again', 'Run it again'],
])('a system error %s is of class %s', (errno, errorClass, code, hint) => {
  const error = Object.assign(new Error(`${errno}: it failed`), { code: errno });
  expect(errorRecord(error)).toMatchObject({
    class: errorClass,
    code,
    message: `${errno}: it failed`,
    hint: expect.stringContaining(hint),
  });
});

test('a real error of the file system with no meaning of its own is a crash that asks for a report', async () => {
  await using dir = await tempDir();
  const error: unknown = await readFile(path.join(dir.path, 'nothing')).catch((thrown) => thrown);
  expect(errorRecord(error)).toMatchObject({
    code: 'unexpected',
    transient: false,
    message: expect.stringMatching(/^Unexpected: ENOENT: no such file/),
    hint: expect.stringContaining('Please report it'),
  });
});

test('anything else thrown is a crash too', () => {
  expect(errorRecord('just text')).toMatchObject({ code: 'unexpected', message: 'Unexpected: just text' });
});
