import { describe, expect, test } from '@jest/globals';
import { workflow } from '../support/workflow.ts';

const open = { path: 'example.com/open', version: 'v1.0.0' };
const hidden = ['git.corp.invalid/team/one', 'code.corp.invalid/two'].map((path) => ({
  path,
  version: 'v1.0.0',
}));

describe('a private name is not sent to the proxy, although the patterns are', () => {
  test.each([
    { how: 'on several lines', inputs: { goprivate: 'git.corp.invalid\ncode.corp.invalid\n' }, env: {} },
    { how: 'apart by a blank', inputs: { goprivate: 'git.corp.invalid code.corp.invalid' }, env: {} },
    {
      how: 'apart by a comma and a blank',
      inputs: { goprivate: 'git.corp.invalid, code.corp.invalid' },
      env: {},
    },
    {
      how: 'in GONOPROXY, on lines that end in commas',
      inputs: { gonoproxy: 'git.corp.invalid,\r\ncode.corp.invalid' },
      env: {},
    },
    {
      how: 'in the environment, with a blank',
      inputs: {},
      env: { GOPRIVATE: 'git.corp.invalid, code.corp.invalid' },
    },
    {
      how: 'in the environment, on two lines',
      inputs: {},
      env: { GONOPROXY: 'git.corp.invalid\ncode.corp.invalid' },
    },
  ])('$how', async ({ inputs, env }) => {
    await using flow = await workflow({ modules: [open, ...hidden] });
    const job = await flow.job({
      inputs: { cache: 'off', attempts: '1', timeout: '30s', goproxy: `${flow.proxy.url},direct`, ...inputs },
      env,
    });
    // What is private has no server here.
    expect(job.code).toBe(1);
    expect(flow.proxy.asked().filter((path) => path.includes('corp'))).toEqual([]);
    expect(flow.proxy.asked().filter((path) => path.includes('example.com/open'))).not.toEqual([]);
  });
});
