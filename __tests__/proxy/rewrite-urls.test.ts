import { describe, expect, test } from '@jest/globals';
import { FetchFailure } from '../../src/fetch/failure.ts';
import { NotFetched } from '../../src/fetch/not-fetched.ts';
import { parseRequest } from '../../src/fetch/requested-file.ts';
import { asUpstream } from '../../src/fetch/upstream.ts';
import { rewriteUrls } from '../../src/proxy/rewrite-urls.ts';

const base = 'http://127.0.0.1:4711/0123456789abcdef';
const first = asUpstream('https://ci:pw@first.example.com/go', ',');
const second = asUpstream('https://second.example.com/repository/go/?channel=stable', '');
const third = asUpstream('https://third.example.com', '');
const groups = [
  { upstreams: [first, second], hasTail: true },
  { upstreams: [third], hasTail: false },
];

/** What is known of a file that the upstreams in `by` did not give; the failure of the last one decides. */
function notFetched(wire: string, by: readonly (typeof first)[]): NotFetched {
  const file = parseRequest(wire);
  if (file === undefined) throw new Error(wire);
  const tried = by.map((upstream) => ({
    upstream,
    failure: new FetchFailure({ kind: 'status', status: 404, body: '' }),
  }));
  const failure = tried.at(-1)?.failure;
  if (failure === undefined) throw new Error('no upstream');
  return new NotFetched(file, failure, tried);
}

const failures = new Map<string, unknown>(
  [
    { index: 0, wire: 'example.com/%21one/@v/v1.0.0.info', by: [first, second] },
    { index: 0, wire: 'example.com/two/@latest', by: [first] },
    { index: 1, wire: 'example.com/two/@v/list', by: [third] },
  ].map(({ index, wire, by }) => [`${index}/${wire}`, notFetched(wire, by)]),
);
failures.set('0/example.com/three/@v/v1.0.0.zip', new Error('ENOSPC'));

describe('rewriting what the go command says', () => {
  test.each([
    [
      'the upstream whose failure decided',
      `reading ${base}/0/example.com/%21one/@v/v1.0.0.info: 404 Not Found`,
      'reading https://second.example.com/repository/go/example.com/%21one/@v/v1.0.0.info?channel=stable: 404 Not Found',
    ],
    [
      'the only one that was asked',
      `"${base}/0/example.com/two/@latest" and ${base}/1/example.com/two/@v/list`,
      '"https://first.example.com/go/example.com/two/@latest" and https://third.example.com/example.com/two/@v/list',
    ],
    [
      'the first one, for what the disk did',
      `${base}/0/example.com/three/@v/v1.0.0.zip: 500`,
      'https://first.example.com/go/example.com/three/@v/v1.0.0.zip: 500',
    ],
    [
      'the first one, for what was given',
      `# get ${base}/1/example.com/x/@v/list`,
      '# get https://third.example.com/example.com/x/@v/list',
    ],
    [
      'nothing else',
      'reading http://127.0.0.1:4711/0/x: refused',
      'reading http://127.0.0.1:4711/0/x: refused',
    ],
  ])('names %s', (_name, said, expected) => {
    expect(rewriteUrls(said, { base, groups, failures })).toBe(expected);
  });
});
