import { describe, expect, test } from '@jest/globals';
import { asUnpacked } from '../../src/toolchain/go-source.ts';

describe('an archive that cannot be unpacked', () => {
  test.each([
    ['has a name that leads elsewhere', new Error('invalid name in an archive of Go: "../x"')],
    ['is cut short', Object.assign(new Error('unexpected end of file'), { code: 'Z_BUF_ERROR' })],
    ['has a file twice', Object.assign(new Error('EEXIST: file already exists'), { code: 'EEXIST' })],
  ])('and %s leads to the next source', async (_name, error) => {
    await expect(
      asUnpacked('go1.99.tar.gz from dl.example.com', Promise.reject(error)),
    ).rejects.toMatchObject({
      name: 'NotAvailable',
      absent: false,
      message: `go1.99.tar.gz from dl.example.com is not a usable archive of Go: ${error.message}`,
    });
  });

  test.each(['ENOSPC', 'EACCES', 'EMFILE'])('is not to blame for %s', async (code) => {
    const error = Object.assign(new Error(`${code}: it failed`), { code });
    await expect(asUnpacked('an archive', Promise.reject(error))).rejects.toBe(error);
  });
});
