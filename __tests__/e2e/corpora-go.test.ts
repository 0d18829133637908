import { access, readdir } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { defaultGoproxy } from '../support/corpus.ts';
import { workflow } from '../support/workflow.ts';

/** Some 65 MB are downloaded: `npm run test:corpora` does it. */
const onDemand = process.env['CORPORA'] === 'all' ? describe : describe.skip;

onDemand('a real Go', () => {
  test('is installed by way of a real module proxy, verified by the real checksum database, and runs', async () => {
    const alpha = { path: 'example.com/alpha', version: 'v1.0.0' };
    await using flow = await workflow({ modules: [alpha] });
    const toolCache = path.join(flow.dir, 'tools');
    const job = await flow.job({
      files: {
        'go.mod': 'module example.com/main\n\ngo 1.25.4\n',
        'main.go': 'package main\n\nfunc main() {}\n',
      },
      inputs: { cache: 'off' },
      env: { PATH: '/usr/bin:/bin', RUNNER_TOOL_CACHE: toolCache, GOPROXY: defaultGoproxy(), GOSUMDB: '' },
    });
    expect(job.report?.errors).toEqual([]);
    expect(job.outputs['go-version']).toBe('1.25.4');
    const go = path.join(toolCache, 'go/1.25.4', process.arch);
    await access(path.join(go, 'pkg/tool'));
    expect(await readdir(path.join(go, 'bin'))).toEqual(['go', 'gofmt']);
  });
});
