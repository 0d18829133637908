import { describe, expect, test } from '@jest/globals';
import {
  parseAccessKey,
  parseBucket,
  parseEndpoint,
  parseObjectPrefix,
  parseRegion,
  parseRole,
} from '../../src/inputs/s3.ts';

const parsers = { parseBucket, parseEndpoint, parseObjectPrefix, parseRegion, parseRole };

describe('what is valid', () => {
  test.each<[keyof typeof parsers, string, string]>([
    ['parseBucket', 'my-modules.example.com', 'my-modules.example.com'],
    ['parseEndpoint', 'https://s3.example.com:9000/', 'https://s3.example.com:9000/'],
    ['parseEndpoint', 's3.example.com', 'https://s3.example.com'],
    ['parseEndpoint', 'https://[::1]:9000/storage/v1/s3/', 'https://[::1]:9000/storage/v1/s3/'],
    ['parseObjectPrefix', '/org/a b', '/org/a b'],
    ['parseRegion', 'us-gov-east-1', 'us-gov-east-1'],
    ['parseRole', 'arn:aws-cn:iam::123456789012:role/path/ci', 'arn:aws-cn:iam::123456789012:role/path/ci'],
  ])('%s reads %j', (parser, text, value) => {
    expect(parsers[parser](text)).toEqual({ kind: 'ok', value });
  });
});

describe('what is not valid gets an example, and no secret is repeated', () => {
  test.each<[keyof typeof parsers, string, RegExp]>([
    ['parseBucket', 's3://modules', /Write only the name/],
    ['parseBucket', 'a..b', /Write only the name/],
    ['parseEndpoint', 'https://AKIA:hunter2@s3.example.com', /`s3-access-key-id`/],
    ['parseEndpoint', 'https://s3.example.com/?list-type=2', /more than a host and a path/],
    ['parseEndpoint', 'https://s3.example.com/#modules', /more than a host and a path/],
    ['parseEndpoint', 'https://', /not a URL/],
    ['parseObjectPrefix', 'a/../b', /without `\.` and `\.\.`/],
    ['parseRegion', 'Frankfurt', /eu-central-1/],
    ['parseRole', 'ci', /arn:aws:iam/],
  ])('%s refuses %j', (parser, text, message) => {
    const parsed = parsers[parser](text);
    expect(parsed).toEqual({ kind: 'problem', message: expect.stringMatching(message) });
    expect(JSON.stringify(parsed)).not.toContain('hunter2');
  });

  test.each([
    ['AKIA', '', ''],
    ['', 'hunter2', ''],
    ['', '', 'session'],
  ])('half of an access key (%j, %j, %j)', (id, secret, token) => {
    const parsed = parseAccessKey(id, secret, token);
    expect(parsed).toEqual({ kind: 'problem', message: expect.stringMatching(/go together/) });
    expect(JSON.stringify(parsed)).not.toContain('hunter2');
  });
});
