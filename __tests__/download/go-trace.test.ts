import { describe, expect, test } from '@jest/globals';
import { parseTraceLine, type TraceEvent } from '../../src/download/go-trace.ts';

const vcs = '/cache/vcs/44184e';
const lsRemote = 'git ls-remote -q --end-of-options https://git.example.com/priv';

describe('parseTraceLine', () => {
  test.each<{ line: string; event: TraceEvent }>([
    {
      line: '# get https://proxy.example.com/m/@v/v1.0.0.mod',
      event: { kind: 'get-started', url: 'https://proxy.example.com/m/@v/v1.0.0.mod' },
    },
    {
      line: '# get http://127.0.0.1:8080/m/@v/v1.0.0.zip: 200 OK (0.016s)',
      event: {
        kind: 'get-answered',
        url: 'http://127.0.0.1:8080/m/@v/v1.0.0.zip',
        answer: '200 OK (0.016s)',
        status: 200,
      },
    },
    {
      line: '# get https://me:xxxxx@proxy.example.com/m/@v/list: 520 status code 520 (1.000s)',
      event: {
        kind: 'get-answered',
        url: 'https://me:xxxxx@proxy.example.com/m/@v/list',
        answer: '520 status code 520 (1.000s)',
        status: 520,
      },
    },
    {
      line: '# get http://127.0.0.1:1/m/@v/v1.mod: Get "http://127.0.0.1:1/m/@v/v1.mod": dial tcp 127.0.0.1:1: refused',
      event: {
        kind: 'get-answered',
        url: 'http://127.0.0.1:1/m/@v/v1.mod',
        answer: 'Get "http://127.0.0.1:1/m/@v/v1.mod": dial tcp 127.0.0.1:1: refused',
      },
    },
    { line: `cd ${vcs}; ${lsRemote}`, event: { kind: 'git-started', dir: vcs, command: lsRemote } },
    { line: `0.135s # cd ${vcs}; ${lsRemote}`, event: { kind: 'git-finished', dir: vcs, command: lsRemote } },
    { line: `mkdir -p ${vcs} # git3 https://git.example.com/priv`, event: { kind: 'other' } },
    { line: `# lock ${vcs}.lock`, event: { kind: 'other' } },
    { line: `# ${vcs} for git3 https://git.example.com/priv`, event: { kind: 'other' } },
    { line: 'cd /home/user/checkout', event: { kind: 'other' } },
    { line: 'git ls-remote https://git.example.com/priv', event: { kind: 'other' } },
    { line: '-> unzip /cache/m.zip: no space left on device', event: { kind: 'other' } },
    {
      line: 'go: example.com/m@v1.0.0: EOF',
      event: { kind: 'message', text: 'go: example.com/m@v1.0.0: EOF' },
    },
    { line: '\tserver response: no', event: { kind: 'message', text: '\tserver response: no' } },
    { line: '', event: { kind: 'message', text: '' } },
  ])('$line', ({ line, event }) => {
    expect(parseTraceLine(line)).toEqual(event);
  });
});
