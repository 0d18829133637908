import { describe, expect, test } from '@jest/globals';
import { mistypedPath } from '../../src/diagnosis/mistyped-path.ts';

describe('mistypedPath', () => {
  test.each([
    ['githb.com/acme/lib', 'Did you mean `github.com/acme/lib`?'],
    ['github.con/acme/lib', 'Did you mean `github.com/acme/lib`?'],
    ['gihtub.com/acme/lib', 'Did you mean `github.com/acme/lib`?'],
    ['golang.og/x/text', 'Did you mean `golang.org/x/text`?'],
    ['github.com/acme', 'On github.com a module path has an owner and a name: `github.com/OWNER/NAME`.'],
    ['github.com/acme/lib.git', 'Remove the `.git`: `github.com/acme/lib`.'],
    [
      'github.com/acme/lib/tree/main',
      'This is the address of a web page; the module path is `github.com/acme/lib`.',
    ],
    [
      'gitlab.com/acme/lib/-/blob/main',
      'This is the address of a web page; the module path is `gitlab.com/acme/lib`.',
    ],
    [
      'github.com/Sirupsen/logrus',
      'Module paths are case-sensitive; most are in lower case, as in `github.com/sirupsen/logrus`.',
    ],
  ])('%s: %s', (path, advice) => {
    expect(mistypedPath(path)).toBe(advice);
  });

  test.each([
    'github.com/acme/lib',
    'golang.org/x/text',
    'git.corp.example/team/lib',
    'k9.io/x',
    'go.acme.dev/lib/v2',
  ])('%s looks right', (path) => {
    expect(mistypedPath(path)).toBeUndefined();
  });
});
