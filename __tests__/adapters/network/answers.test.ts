import { createServer } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { HttpClient } from '../../../src/ports/http-client.ts';
import { pki } from '../../support/pki.ts';
import { runGo } from '../../support/run-go.ts';
import { client, get, listening, textOf } from './servers.ts';

/** What came of an answer: a status and a body, or an error. */
type Outcome = { readonly status: number; readonly body: string } | 'refused';

/** Writes an answer for each connection and closes it; net/http asks and says what it made of it. */
const judge = `package main

import (
	"bufio"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"os"
)

func main() {
	var answers []string
	if err := json.NewDecoder(os.Stdin).Decode(&answers); err != nil {
		panic(err)
	}
	outcomes := []any{}
	for _, answer := range answers {
		outcomes = append(outcomes, ask(answer))
	}
	json.NewEncoder(os.Stdout).Encode(outcomes)
}

func ask(answer string) any {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	defer listener.Close()
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			http.ReadRequest(bufio.NewReader(conn))
			bytes := make([]byte, 0, len(answer))
			for _, r := range answer {
				bytes = append(bytes, byte(r))
			}
			conn.Write(bytes)
			conn.Close()
		}
	}()
	transport := &http.Transport{DisableCompression: true}
	response, err := (&http.Client{Transport: transport}).Get("http://" + listener.Addr().String() + "/")
	if err != nil {
		return "refused"
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return "refused"
	}
	return map[string]any{"status": response.StatusCode, "body": string(body)}
}
`;

const ok = (headers: string, body = 'abc', end = '\r\n') =>
  `HTTP/1.1 200 OK${end}${headers}${end}${end}${body}`;
const chunked = '3\r\nabc\r\n0\r\n\r\n';

const answers: Readonly<Record<string, string>> = {
  'a strict answer': ok('Content-Length: 3'),
  'the same length twice': ok('Content-Length: 3\r\nContent-Length: 3'),
  'two lengths': ok('Content-Length: 3\r\nContent-Length: 4'),
  'an empty length': ok('Content-Length: '),
  'a length with a sign': ok('Content-Length: +3'),
  'a length in a list': ok('Content-Length: 3, 3'),
  'a length beside chunks': ok('Content-Length: 99\r\nTransfer-Encoding: chunked', chunked),
  'chunks before a length': ok('Transfer-Encoding: chunked\r\nContent-Length: 99', chunked),
  CHUNKED: ok('Transfer-Encoding: CHUNKED', chunked),
  'two transfer encodings': ok('Transfer-Encoding: gzip, chunked', chunked),
  'chunked twice': ok('Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked', chunked),
  'an unknown transfer encoding': ok('Transfer-Encoding: odd'),
  'chunks of HTTP/1.0': `HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${chunked}`,
  'neither length nor chunks': ok('X: y'),
  'lines that end in LF': ok('X: y\nContent-Length: 3', 'abc', '\n'),
  'lines that end in both ways': ok('X: y\nContent-Length: 3\r\nZ: 1'),
  'a folded header': ok('X: one\r\n two\r\n\tthree\r\nContent-Length: 3'),
  'a folded length': ok('Content-Length:\r\n 3'),
  'a header folded before all others': ok(' X: one\r\nContent-Length: 3'),
  'a name with a space': ok('X Odd: 1\r\nContent-Length: 3'),
  'a space before the colon': ok('X : 1\r\nContent-Length: 3'),
  'a length with a space before the colon': ok('Content-Length : 2'),
  'a name with a parenthesis': ok('X(1): 1\r\nContent-Length: 3'),
  'no name': ok(': 1\r\nContent-Length: 3'),
  'no colon': ok('X\r\nContent-Length: 3'),
  'an empty value': ok('X:\r\nContent-Length: 3'),
  'bytes above ASCII in a value': ok('X: caf\u00e9\r\nContent-Length: 3'),
  'a NUL in a value': ok('X: a\0b\r\nContent-Length: 3'),
  'a bell in a value': ok('X: a\x07b\r\nContent-Length: 3'),
  'a tab in a value': ok('X: a\tb\r\nContent-Length: 3'),
  'no reason phrase': 'HTTP/1.1 200\r\nContent-Length: 3\r\n\r\nabc',
  'a space for a reason phrase': 'HTTP/1.1 200 \r\nContent-Length: 3\r\n\r\nabc',
  'two spaces before the status': 'HTTP/1.1  200 OK\r\nContent-Length: 3\r\n\r\nabc',
  'a reason phrase above ASCII': 'HTTP/1.1 200 \u00c7a va\r\nContent-Length: 3\r\n\r\nabc',
  'a status of two digits': 'HTTP/1.1 20 OK\r\nContent-Length: 3\r\n\r\nabc',
  'an unknown status': 'HTTP/1.1 299 Fine\r\nContent-Length: 3\r\n\r\nabc',
  'HTTP/1.0': 'HTTP/1.0 200 OK\r\nContent-Length: 3\r\n\r\nabc',
  'HTTP/2.0 in the status line': 'HTTP/2.0 200 OK\r\nContent-Length: 3\r\n\r\nabc',
  'another protocol': 'SSH-2.0-OpenSSH_9.2\r\n\r\n',
  ICY: 'ICY 200 OK\r\nContent-Length: 3\r\n\r\nabc',
  'an empty line first': `\r\n${ok('Content-Length: 3')}`,
  'a Continue that was not asked for': `HTTP/1.1 100 Continue\r\n\r\n${ok('Content-Length: 3')}`,
  'early hints': `HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n${ok('Content-Length: 3')}`,
  'fewer bytes than announced': ok('Content-Length: 4'),
  'more bytes than announced': ok('Content-Length: 2'),
  'chunks that break off': ok('Transfer-Encoding: chunked', '3\r\nab'),
  'no end of the last chunk': ok('Transfer-Encoding: chunked', '3\r\nabc\r\n'),
  'a chunk extension': ok('Transfer-Encoding: chunked', '3;a=b\r\nabc\r\n0\r\n\r\n'),
  'a trailer': ok('Transfer-Encoding: chunked', '3\r\nabc\r\n0\r\nX: y\r\n\r\n'),
  nothing: '',
};

/** What we take and Go does not, or gives the chunks themselves: go.sum decides whether it is right. */
const alsoTaken: ReadonlySet<string> = new Set([
  'two transfer encodings',
  'chunked twice',
  'an unknown transfer encoding',
  'chunks of HTTP/1.0',
  'an empty line first',
]);

let judged: Map<string, Outcome>;

beforeAll(async () => {
  const outcomes = JSON.parse(await runGo(judge, JSON.stringify(Object.values(answers)))) as Outcome[];
  judged = new Map(Object.keys(answers).map((name, index) => [name, outcomes[index] ?? 'refused']));
}, 60_000);

async function outcomeOf(http: HttpClient, url: string): Promise<Outcome> {
  try {
    const response = await get(http, url);
    return { status: response.status, body: await textOf(response) };
  } catch (error) {
    expect(error).toMatchObject({ name: 'TransportError' });
    return 'refused';
  }
}

describe('an answer is taken as Go takes it:', () => {
  test.each(Object.entries(answers))('%s', async (name, answer) => {
    let asked = 0;
    await using server = await listening(
      createServer((socket) => {
        socket
          .on('error', () => undefined)
          .once('data', () => {
            asked++;
            socket.end(Buffer.from(answer, 'latin1'));
          });
      }),
    );
    await using http = client();
    const outcome = await outcomeOf(http, `http://127.0.0.1:${server.port}/`);
    expect(outcome).toEqual(alsoTaken.has(name) ? { status: 200, body: 'abc' } : judged.get(name));
    expect(asked).toBeLessThanOrEqual(2);
  });

  test('a server that is not strict is asked once for each file that follows', async () => {
    let asked = 0;
    await using server = await listening(
      createServer((socket) => {
        socket
          .on('error', () => undefined)
          .once('data', () => {
            asked++;
            socket.end(ok('Content-Length: 3', 'abc', '\n'));
          });
      }),
    );
    await using http = client();
    for (let file = 0; file < 5; file++)
      expect(await outcomeOf(http, `http://127.0.0.1:${server.port}/${file}`)).toMatchObject({ body: 'abc' });
    expect(asked).toBe(6);
  });

  test('a server that is not strict over TLS is read by the same rules', async () => {
    await using certificates = await pki();
    const { key, cert } = await certificates.issue('lenient');
    await using server = await listening(
      createTlsServer({ key, cert }, (socket) => {
        socket
          .on('error', () => undefined)
          .once('data', () => {
            socket.end(ok('X Odd: 1\nContent-Length: 3\nContent-Length: 3', 'abc', '\n'));
          });
      }),
    );
    await using http = client({ ca: () => [cert] });
    for (const file of ['a', 'b'])
      expect(await outcomeOf(http, `https://localhost:${server.port}/${file}`)).toMatchObject({
        body: 'abc',
      });
  });

  test('a large answer in small pieces, its head among them', async () => {
    const body = 'x'.repeat(300_000);
    const answer = ok(`X: ${'y'.repeat(100_000)}\nContent-Length: ${body.length}`, body, '\n');
    await using server = await listening(
      createServer((socket) => {
        socket
          .on('error', () => undefined)
          .once('data', async () => {
            for (let at = 0; at < answer.length; at += 1000)
              if (!socket.write(answer.slice(at, at + 1000)))
                await new Promise((next) => socket.once('drain', next));
            socket.end();
          });
      }),
    );
    await using http = client();
    expect(await outcomeOf(http, `http://127.0.0.1:${server.port}/`)).toEqual({ status: 200, body });
  });

  test.each([
    { name: 'more headers than any server needs', headers: 'X: y\n'.repeat(200_000), taken: false },
    { name: 'a megabyte of blanks in a header', headers: `X: a${' '.repeat(1 << 20)}b\n`, taken: true },
    { name: 'a header folded five thousand times', headers: `X: a\n${' b\n'.repeat(5000)}`, taken: true },
  ])('$name cost little', async ({ headers, taken }) => {
    await using server = await listening(
      createServer((socket) => {
        socket
          .on('error', () => undefined)
          .once('data', () => {
            socket.end(`HTTP/1.1 200 OK\n${headers}Content-Length: 3\n\nabc`);
          });
      }),
    );
    await using http = client();
    const start = performance.now();
    const outcome = await outcomeOf(http, `http://127.0.0.1:${server.port}/`);
    expect(outcome).toEqual(taken ? { status: 200, body: 'abc' } : 'refused');
    expect(performance.now() - start).toBeLessThan(30_000);
  });

  test('headers without end are refused', async () => {
    await using server = await listening(
      createServer((socket) => {
        socket
          .on('error', () => undefined)
          .once('data', () => {
            socket.write('HTTP/1.1 200 OK\n');
            const line = `X: ${'y'.repeat(1 << 20)}\n`;
            const more = () => {
              while (socket.write(line));
              socket.once('drain', more);
            };
            more();
          });
      }),
    );
    await using http = client();
    await expect(get(http, `http://127.0.0.1:${server.port}/`)).rejects.toMatchObject({
      fault: 'broken',
      message: expect.stringContaining('the headers exceed'),
    });
  });
});
