import { describe, expect, test } from '@jest/globals';
import { splitUrl, urlFault } from '../../src/go/url.ts';
import { runGo } from '../support/run-go.ts';

/** URLs of which the go command takes some and refuses others; all can be in HTTPS_PROXY or GOPROXY. */
const urls = [
  'https://proxy.example.com',
  'https://proxy.example.com:8443/a/b?c=%zz#d%20',
  'https://proxy.example.com/a#d%zz',
  'https://user:password@proxy.example.com',
  'https://user:p%E9ss@proxy.example.com',
  'https://user:p@ss@proxy.example.com',
  'https://user:pa:ss@proxy.example.com',
  'https://token@proxy.example.com',
  'https://user:50%off@proxy.example.com',
  'https://user:50%@proxy.example.com',
  'https://user:a^b@proxy.example.com',
  'https://user:a b@proxy.example.com',
  'https://user:a"b@proxy.example.com',
  'https://user:p\u00e9@proxy.example.com',
  'https://user:a[b]@proxy.example.com',
  "https://user:!$&'()*+,;=-._~@proxy.example.com",
  'https://user:p#ss@proxy.example.com',
  'https://proxy.example.com/a b',
  'https://proxy.example.com/a\\b',
  'https://proxy.example.com/50%off',
  'https://proxy.example.com/a%2Fb%00',
  'https://proxy.example.com/\t',
  'https://proxy.example.com/\x7f',
  'https://proxy.example.com:port',
  'https://proxy.example.com:',
  'https://[fd00::1]:8443',
  'https://[fd00::1',
  'https://[fe80::1%25eth0]:8443',
  'https://[fe80::1%25en%201]',
  'https://[fe80::1%eth0]',
  'https://127.0.0.1:65536',
  'https://fd00::1',
  'https://a b.example.com',
  'https://a\\b.example.com',
  'https://ex%61mple.com',
  'https://under_score.example.com',
  'socks5://user:pass@proxy.example.com:1080',
  'http://127.0.0.1:3128',
];

const program = `package main

import (
	"encoding/json"
	"net/url"
	"os"
)

func main() {
	var urls []string
	if err := json.NewDecoder(os.Stdin).Decode(&urls); err != nil {
		panic(err)
	}
	taken := []bool{}
	for _, text := range urls {
		u, err := url.Parse(text)
		taken = append(taken, err == nil && u.Host != "")
	}
	json.NewEncoder(os.Stdout).Encode(taken)
}
`;

describe('a URL', () => {
  test('is refused where Go refuses it', async () => {
    const taken: unknown = JSON.parse(await runGo(program, JSON.stringify(urls)));
    expect(urls.map((url) => [url, urlFault(url) === undefined])).toEqual(
      urls.map((url, index) => [url, Array.isArray(taken) && taken[index]]),
    );
  }, 60_000);

  test.each([
    ['https://user:s3cr%et@a.example.com'],
    ['https://user:s3cr^et@a.example.com'],
    ['https://user:s3cr\u0001et@a.example.com'],
  ])('with a fault in its password (%j) is not repeated in what is said', (url) => {
    expect(urlFault(url)).toEqual(expect.not.stringContaining('s3cr'));
  });

  test('is cut where Go cuts it', () => {
    expect(splitUrl('HTTPS://u:p@q@a.example.com:1/b?c@d#e')).toEqual({
      scheme: 'https',
      userinfo: 'u:p@q',
      host: 'a.example.com:1',
      rest: '/b?c@d',
    });
    expect(splitUrl('a.example.com/b')).toBeUndefined();
  });
});
