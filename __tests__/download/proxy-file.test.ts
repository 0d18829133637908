import { describe, expect, test } from '@jest/globals';
import { proxyFileOf } from '../../src/download/proxy-file.ts';

describe('proxyFileOf', () => {
  test.each([
    {
      url: 'https://proxy.example.com/golang.org/x/text/@v/v0.14.0.zip',
      module: 'golang.org/x/text@v0.14.0',
      kind: 'zip',
    },
    {
      url: 'http://127.0.0.1:80/go/api/example.com/m/@v/v1.0.0.mod',
      module: 'example.com/m@v1.0.0',
      kind: 'mod',
    },
    {
      url: 'https://me:xxxxx@proxy.example.com/github.com/%21burnt%21sushi/toml/@v/v1.0.0+incompatible.info',
      module: 'github.com/BurntSushi/toml@v1.0.0+incompatible',
      kind: 'info',
    },
    {
      url: 'https://proxy.example.com/example.com/m/@v/v1.0.0-%21r%21c.zip',
      module: 'example.com/m@v1.0.0-RC',
      kind: 'zip',
    },
  ])('$url', ({ url, module, kind }) => {
    const file = proxyFileOf(url);
    expect(`${file?.module.path}@${file?.module.version}`).toBe(module);
    expect(file?.kind).toBe(kind);
  });

  test.each([
    'https://proxy.example.com/example.com/m/@v/list',
    'https://proxy.example.com/example.com/m/@latest',
    'https://proxy.example.com/sumdb/sum.example.com/lookup/example.com/m@v1.0.0',
    'https://git.example.com/m?go-get=1',
    'https://proxy.example.com/nothing/like/a/host/@v/v1.0.0.zip',
    'no URL',
  ])('is not one: %s', (url) => {
    expect(proxyFileOf(url)).toBeUndefined();
  });
});
