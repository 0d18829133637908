import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { textOfBytes } from '../../src/http/bytes-in-text.ts';
import { httpClient } from '../../src/http/client.ts';
import { basicAuthorization } from '../../src/http/credentials.ts';
import { parseNetrc } from '../../src/http/netrc.ts';
import { runGo } from '../support/run-go.ts';
import { scriptedHttp } from './scripted-http.ts';

const [a, b] = [
  { machine: 'a.example.com', login: 'ann', password: 'secret-a' },
  { machine: 'b.example.com', login: 'bob', password: 'secret-b' },
];

describe('a netrc file', () => {
  test.each([
    { name: 'in lines', text: 'machine a.example.com\n  login ann\n  password secret-a\n', entries: [a] },
    { name: 'in one line', text: 'machine a.example.com login ann password secret-a', entries: [a] },
    {
      name: 'with CRLF and tabs',
      text: 'machine\ta.example.com\r\nlogin\tann\r\npassword secret-a\r\n',
      entries: [a],
    },
    {
      name: 'with two machines',
      text: 'machine a.example.com login ann password secret-a\nmachine b.example.com password secret-b login bob',
      entries: [a, b],
    },
    {
      name: 'with a macro, which is skipped to the next empty line',
      text: 'macdef init\nmachine evil.example.com login x password y\n\nmachine b.example.com login bob password secret-b',
      entries: [b],
    },
    {
      name: 'with an unfinished entry',
      text: 'machine a.example.com login ann\nmachine b.example.com login bob password secret-b',
      entries: [b],
    },
    {
      name: 'with a default, which counts for nothing',
      text: 'default login ann password secret-a',
      entries: [],
    },
    {
      name: 'with a default in the middle of a line, whose words shift by one',
      text: 'default login ann password secret-a\nmachine b.example.com login bob password secret-b',
      entries: [b],
    },
    {
      name: 'with a default at the end of a line, which ends it',
      text: 'machine a.example.com login ann password secret-a\ndefault\nmachine b.example.com login bob password secret-b',
      entries: [a],
    },
    {
      name: 'with a password that is called like a macro',
      text: 'machine a.example.com login macdef password secret-a \nmachine b.example.com login bob password secret-b',
      entries: [{ ...a, login: 'macdef' }, b],
    },
    {
      name: 'with words that it does not know',
      text: 'machine a.example.com account x login ann port 21 password secret-a',
      entries: [a],
    },
    {
      name: 'with a byte order mark, which belongs to the first word',
      text: '\ufeffmachine a login b password c',
      entries: [],
    },
    { name: 'that is empty', text: '', entries: [] },
  ])('$name', ({ text, entries }) => {
    expect(parseNetrc(text)).toEqual(entries);
  });
});

test.each([
  ['Latin-1', [0x70, 0xe9, 0x73]],
  ['Shift JIS', [0x83, 0x70, 0x83, 0x58]],
  ['UTF-8 and bytes that are none', [0xc3, 0xa9, 0xff, 0xc3, 0x2e]],
])('a password in %s is sent as the bytes that are in the file', async (_encoding, password) => {
  const text = textOfBytes(
    Buffer.concat([Buffer.from('machine a.example.com login ann password '), Buffer.from(password)]),
  );
  const http = scriptedHttp(() => ({ body: ['x'] }));
  await httpClient(http, text).send({
    url: 'https://a.example.com/',
    headers: {},
    signal: new AbortController().signal,
  });
  expect(http.requests.at(-1)?.headers['authorization']).toBe(
    basicAuthorization('ann', Buffer.from(password)),
  );
});

/** parseNetrc of cmd/go/internal/auth, which no program can import, as Go 1.26 has it. */
const judge = `package main

import (
	"encoding/json"
	"os"
	"strings"
)

func parseNetrc(data string) [][3]string {
	nrc := [][3]string{}
	var machine, login, password string
	inMacro := false
	for line := range strings.SplitSeq(data, "\\n") {
		if inMacro {
			if line == "" {
				inMacro = false
			}
			continue
		}
		f := strings.Fields(line)
		i := 0
		for ; i < len(f)-1; i += 2 {
			switch f[i] {
			case "machine":
				machine, login, password = f[i+1], "", ""
			case "login":
				login = f[i+1]
			case "password":
				password = f[i+1]
			case "macdef":
				inMacro = true
			}
			if machine != "" && login != "" && password != "" {
				nrc = append(nrc, [3]string{machine, login, password})
				machine, login, password = "", "", ""
			}
		}
		if i < len(f) && f[i] == "default" {
			break
		}
	}
	return nrc
}

func main() {
	var texts []string
	if err := json.NewDecoder(os.Stdin).Decode(&texts); err != nil {
		panic(err)
	}
	parsed := [][][3]string{}
	for _, text := range texts {
		parsed = append(parsed, parseNetrc(text))
	}
	json.NewEncoder(os.Stdout).Encode(parsed)
}
`;

test('any netrc file is read as the go command reads it', async () => {
  const word = fc.constantFrom(
    'machine',
    'login',
    'password',
    'default',
    'macdef',
    'account',
    'a',
    'b',
    '#',
    'é',
  );
  const text = fc
    .array(fc.tuple(word, fc.constantFrom(' ', '\n', '\n\n', '\t', '  ')), { maxLength: 14 })
    .map((words) => words.flat().join(''));
  const texts = fc.sample(text, { numRuns: 3000, seed: 1 });
  const judged: unknown = JSON.parse(await runGo(judge, JSON.stringify(texts)));
  expect(
    texts.map((each) => parseNetrc(each).map(({ machine, login, password }) => [machine, login, password])),
  ).toEqual(judged);
}, 60_000);

describe('credentials of a netrc file', () => {
  const netrc = `machine a.example.com login ann password secret-a
machine c.example.com:8443 login cid password secret-c
machine c.example.com:8443/team login tom password secret-t`;
  const asked = async (url: string, headers: Record<string, string> = {}) => {
    const http = scriptedHttp(({ url: at }) =>
      at === 'https://b.example.com/to-a'
        ? { status: 302, headers: { location: 'https://a.example.com/' } }
        : {},
    );
    await httpClient(http, netrc).send({ url, headers, signal: new AbortController().signal });
    return http.requests.at(-1)?.headers['authorization'];
  };

  test.each([
    {
      name: 'are sent to their machine',
      url: 'https://a.example.com/x',
      sent: basicAuthorization('ann', 'secret-a'),
    },
    { name: 'are not sent to another port of it', url: 'https://a.example.com:8443/x', sent: undefined },
    {
      name: 'are sent to a port that is named',
      url: 'https://c.example.com:8443/x',
      sent: basicAuthorization('cid', 'secret-c'),
    },
    {
      name: 'are those of the longest path',
      url: 'https://c.example.com:8443/team/x',
      sent: basicAuthorization('tom', 'secret-t'),
    },
    { name: 'are not sent without TLS', url: 'http://a.example.com/x', sent: undefined },
    { name: 'are not sent elsewhere', url: 'https://deep.a.example.com/', sent: undefined },
    { name: 'are not sent where somebody else sends us', url: 'https://b.example.com/to-a', sent: undefined },
  ])('$name', async ({ url, sent }) => {
    expect(await asked(url)).toBe(sent);
  });

  test('do not replace others', async () => {
    expect(await asked('https://a.example.com/', { authorization: 'other' })).toBe('other');
  });

  test('are written as RFC 7617 has them', () => {
    expect(basicAuthorization('Aladdin', 'open sesame')).toBe('Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==');
  });
});
