import { expect, test } from '@jest/globals';
import { readStart } from '../../src/http/read-start.ts';
import { scriptedHttp } from './scripted-http.ts';

const signal = new AbortController().signal;

test.each([
  { name: 'a body that fits', max: 6, text: 'abcdef', isWhole: true },
  { name: 'a body that is longer', max: 4, text: 'abcd', isWhole: false },
  { name: 'a body that is as long as its first piece', max: 3, text: 'abc', isWhole: false },
])('$name is read up to the limit', async ({ max, text, isWhole }) => {
  const http = scriptedHttp(() => ({ body: [Buffer.from('abc'), Buffer.from('def')] }));
  const response = await http.send({ url: 'https://example.com/', headers: {}, signal });
  let [pieces, discarded] = [0, 0];
  const watched = { ...response, discard: () => void discarded++ };
  const { bytes, ...rest } = await readStart(watched, max, () => void pieces++);
  expect({ text: bytes.toString(), ...rest, pieces, discarded }).toEqual({
    text,
    isWhole,
    pieces: 2,
    discarded: 1,
  });
});
