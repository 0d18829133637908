import { expect, test } from '@jest/globals';
import { parseGoproxy } from '../../src/go/goproxy.ts';
import { mirrorGoproxy } from '../../src/mirror/mirror-paths.ts';

test.each([
  { dir: '/srv/mirror', goproxy: 'file:///srv/mirror,off' },
  { dir: '/srv/my mirror', goproxy: 'file:///srv/my%20mirror,off' },
  { dir: '/srv/a,b|c', goproxy: 'file:///srv/a%2Cb%7Cc,off' },
  { dir: '/srv/100%?#', goproxy: 'file:///srv/100%25%3F%23,off' },
])('the mirror $dir is used by GOPROXY=$goproxy', ({ dir, goproxy }) => {
  expect(mirrorGoproxy(dir)).toBe(goproxy);
  expect(parseGoproxy(goproxy)).toEqual([
    { kind: 'url', url: goproxy.slice(0, -',off'.length), separator: ',' },
    { kind: 'off' },
  ]);
});

test.each(['file:///C:/mirror', 'file:///C:/Program%20Files/mirror', 'file:////server/share/mirror'])(
  '%s, a path of Windows, is an entry of GOPROXY',
  (url) => {
    expect(parseGoproxy(`${url},off`)[0]).toMatchObject({ kind: 'url', url });
  },
);
