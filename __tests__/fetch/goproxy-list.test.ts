import { describe, expect, test } from '@jest/globals';
import { groupUpstreams } from '../../src/fetch/goproxy-list.ts';
import { moduleFile } from '../../src/fetch/requested-file.ts';
import { asUpstream, urlOf } from '../../src/fetch/upstream.ts';
import { parseGoproxy } from '../../src/go/goproxy.ts';

const [a, b, c] = ['https://a.example.com', 'https://b.example.com/go', 'http://c.example.com'];

describe('a GOPROXY list', () => {
  test.each([
    { list: a, value: '<0>', groups: [[a]] },
    { list: `${a},direct`, value: '<0>,direct', groups: [[a]] },
    { list: `${a}|direct`, value: '<0>|direct', groups: [[a]] },
    { list: `${a},${b}|${c},direct`, value: '<0>,direct', groups: [[a, b, c]] },
    { list: `${a}|${b}|off`, value: '<0>|off', groups: [[a, b]] },
    { list: 'direct', value: 'direct', groups: [] },
    { list: 'off', value: 'off', groups: [] },
    { list: `direct,${a}`, value: 'direct', groups: [] },
    { list: `file:///mirror,${a},direct`, value: 'file:///mirror,<0>,direct', groups: [[a]] },
    { list: `${a}|file:///mirror,${b}|direct`, value: '<0>|file:///mirror,<1>|direct', groups: [[a], [b]] },
    {
      list: `${a},https://left.example.com|${b}`,
      value: '<0>,https://left.example.com|<1>',
      groups: [[a], [b]],
    },
    {
      list: 'http://user:password@c.example.com,direct',
      value: 'http://user:password@c.example.com,direct',
      groups: [],
    },
    { list: `http://[::1%25lo]:1|${a}`, value: 'http://[::1%25lo]:1|<0>', groups: [[a]] },
    { list: `${a},`, value: '<0>,', groups: [[a]] },
  ])('$list becomes $value', ({ list, value, groups }) => {
    const grouped = groupUpstreams(parseGoproxy(list), new Set(['https://left.example.com']));
    expect(grouped.render((index) => `<${index}>`)).toBe(value);
    expect(grouped.groups.map(({ upstreams }) => upstreams.map(({ url }) => url))).toEqual(groups);
    expect(grouped.first).toBe(value.startsWith('<0>') ? grouped.groups[0] : undefined);
  });

  test.each([
    { list: a, hasTail: [false] },
    { list: `${a},direct`, hasTail: [true] },
    { list: `${a}|file:///mirror,${b}`, hasTail: [true, false] },
  ])('$list knows which of its groups is the end', ({ list, hasTail }) => {
    expect(groupUpstreams(parseGoproxy(list)).groups.map((group) => group.hasTail)).toEqual(hasTail);
  });
});

describe('an upstream', () => {
  const file = moduleFile({ path: 'example.com/M', version: 'v1.0.0' }, 'mod');

  test.each([
    { url: 'https://a.example.com', at: 'https://a.example.com/example.com/%21m/@v/v1.0.0.mod' },
    {
      url: 'https://a.example.com:8443/go/',
      at: 'https://a.example.com:8443/go/example.com/%21m/@v/v1.0.0.mod',
    },
    {
      url: 'https://a.example.com/go?key=x',
      at: 'https://a.example.com/go/example.com/%21m/@v/v1.0.0.mod?key=x',
    },
  ])('at $url has a file at $at', ({ url, at }) => {
    expect(urlOf(asUpstream(url, ''), file)).toBe(at);
  });

  test('keeps its credentials out of its URL', () => {
    expect(asUpstream('https://us%40er:p%3Ass@a.example.com/go', ',')).toEqual({
      url: 'https://a.example.com/go',
      host: 'a.example.com',
      authorization: `Basic ${Buffer.from('us@er:p:ss').toString('base64')}`,
      separator: ',',
    });
    expect(asUpstream('https://token@a.example.com', '').authorization).toBe(
      `Basic ${Buffer.from('token:').toString('base64')}`,
    );
  });
});
