import { describe, expect, test } from '@jest/globals';
import { forwardProxyFor, forwardProxySettings } from '../../src/http/forward-proxy.ts';

const proxy = 'http://proxy.example.com:3128';

describe('which proxy a URL is fetched through', () => {
  test.each([
    { url: 'https://a.example.com/', https: proxy, through: proxy },
    { url: 'http://a.example.com/', http: proxy, through: proxy },
    { url: 'https://a.example.com/', http: proxy, through: undefined },
    { url: 'http://a.example.com/', https: proxy, through: undefined },
    { url: 'https://a.example.com/', https: 'proxy.example.com:3128', through: proxy },
    {
      url: 'https://a.example.com/',
      https: 'user:p%40ss@proxy.example.com:3128',
      through: 'http://user:p%40ss@proxy.example.com:3128',
    },
    {
      url: 'https://a.example.com/',
      https: 'https://proxy.example.com',
      through: 'https://proxy.example.com',
    },
    { url: 'https://a.example.com/', https: 'no proxy', through: undefined },
    { url: 'https://a.example.com/', https: 'http://user:50%off@proxy.example.com', through: undefined },
    { url: 'https://a.example.com/', https: 'socks5://10.0.0.1:1080', through: 'socks5://10.0.0.1:1080' },
    {
      url: 'http://a.example.com/',
      http: 'socks5h://u:p@s.example.com',
      through: 'socks5h://u:p@s.example.com',
    },
    { url: 'http://a.example.com/', http: 'odd://proxy.example.com:3128', through: proxy },
    { url: 'http://a.example.com/', http: '10.0.0.1:3128', through: 'http://10.0.0.1:3128' },
    { url: 'http://a.example.com/', http: '[fd00::1]:3128', through: 'http://[fd00::1]:3128' },
    { url: 'https://localhost:8443/', https: proxy, through: undefined },
    { url: 'https://127.0.0.1/', https: proxy, through: undefined },
    { url: 'https://127.8.9.10/', https: proxy, through: undefined },
    { url: 'https://[::1]:8443/', https: proxy, through: undefined },
    { url: 'https://128.0.0.1/', https: proxy, through: proxy },
  ])('$url with http="$http" https="$https": $through', ({ url, http = '', https = '', through }) => {
    expect(forwardProxyFor({ httpProxy: http, httpsProxy: https, noProxy: '' })(url)).toBe(through);
  });
});

test('HTTP_PROXY of a CGI program is not used, for it may be a header of a request', () => {
  const proxyFor = forwardProxyFor(
    forwardProxySettings({ REQUEST_METHOD: 'GET', HTTP_PROXY: proxy, HTTPS_PROXY: proxy, NO_PROXY: '*' }),
  );
  expect(() => proxyFor('http://a.example.com/')).toThrow(
    expect.objectContaining({ fault: 'proxy-refused', message: expect.stringContaining('REQUEST_METHOD') }),
  );
  expect(proxyFor('https://a.example.com/')).toBeUndefined();
  expect(
    forwardProxyFor(forwardProxySettings({ REQUEST_METHOD: 'GET' }))('http://a.example.com/'),
  ).toBeUndefined();
});

describe('NO_PROXY', () => {
  // The cases of golang.org/x/net/http/httpproxy, and what Node's own clients get wrong.
  test.each([
    { noProxy: 'example.com', host: 'example.com', direct: true },
    { noProxy: 'example.com', host: 'a.example.com', direct: true },
    { noProxy: 'example.com', host: 'badexample.com', direct: false },
    { noProxy: '.example.com', host: 'a.example.com', direct: true },
    { noProxy: '.example.com', host: 'example.com', direct: false },
    { noProxy: '*.example.com', host: 'a.example.com', direct: true },
    { noProxy: '*.example.com', host: 'example.com', direct: false },
    { noProxy: 'EXAMPLE.com', host: 'example.COM', direct: true },
    { noProxy: ' other.com , example.com ', host: 'example.com', direct: true },
    { noProxy: 'other.com', host: 'example.com', direct: false },
    { noProxy: '*', host: 'example.com', direct: true },
    { noProxy: 'other.com,*', host: '10.1.2.3', direct: true },
    { noProxy: 'example.com:443', host: 'example.com', direct: true },
    { noProxy: 'example.com:8443', host: 'example.com', direct: false },
    { noProxy: 'example.com:8443', host: 'a.example.com:8443', direct: true },
    { noProxy: '10.1.2.3', host: '10.1.2.3', direct: true },
    { noProxy: '10.1.2.3:8443', host: '10.1.2.3:8443', direct: true },
    { noProxy: '10.1.2.3:8443', host: '10.1.2.3', direct: false },
    { noProxy: '10.0.0.0/8', host: '10.200.3.4', direct: true },
    { noProxy: '10.0.0.0/8', host: '11.0.0.1', direct: false },
    { noProxy: '10.0.0.0/99', host: '10.0.0.1', direct: false },
    { noProxy: '10.0.0.0/8', host: 'example.com', direct: false },
    { noProxy: '3.4', host: '10.1.3.4', direct: false },
    { noProxy: 'fd00::/8', host: '[fd12::1]', direct: true },
    { noProxy: '[fd12::1]:8443', host: '[fd12::1]:8443', direct: true },
    { noProxy: '[fd12::1]:8443', host: '[fd12::1]', direct: false },
    { noProxy: 'fd12::1', host: '[fd12::1]', direct: true },
    { noProxy: '[fd12::1]', host: '[fd12::1]', direct: false },
    { noProxy: 'example.com:', host: 'example.com', direct: true },
    { noProxy: 'example.com:https', host: 'example.com', direct: false },
    { noProxy: ':443,,', host: 'example.com', direct: false },
    { noProxy: 'bücher.example', host: 'xn--bcher-kva.example', direct: true },
  ])('"$noProxy" for $host: direct $direct', ({ noProxy, host, direct }) => {
    const proxyFor = forwardProxyFor({ httpProxy: '', httpsProxy: proxy, noProxy });
    expect(proxyFor(`https://${host}/x`)).toBe(direct ? undefined : proxy);
  });
});

test('names in capitals come first, and empty ones count for nothing', () => {
  expect(
    forwardProxySettings({ HTTP_PROXY: 'a', http_proxy: 'b', https_proxy: 'c', NO_PROXY: '', no_proxy: 'd' }),
  ).toEqual({
    httpProxy: 'a',
    httpsProxy: 'c',
    noProxy: 'd',
    isCgi: false,
  });
  expect(forwardProxySettings({})).toEqual({ httpProxy: '', httpsProxy: '', noProxy: '', isCgi: false });
});
