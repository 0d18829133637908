import { expect, test } from '@jest/globals';
import { openOnce } from '../../src/http/open-once.ts';
import { scriptedHttp } from './scripted-http.ts';

test('a client is opened once, and closed', async () => {
  let [opened, closed] = [0, 0];
  const { get, close } = openOnce(async () => {
    opened++;
    return { ...scriptedHttp(() => ({})), close: async () => void closed++ };
  });
  await Promise.all([get(), get()]);
  await close();
  expect({ opened, closed }).toEqual({ opened: 1, closed: 1 });
});

test('a client that was never needed is not opened just to be closed', async () => {
  const { close } = openOnce(() => Promise.reject(new Error('opened')));
  await close();
});

test('a client that could not be opened can be closed', async () => {
  const { get, close } = openOnce(() => Promise.reject(new Error('no certificates')));
  await expect(get()).rejects.toThrow('no certificates');
  await close();
});
