import { tmpdir } from 'node:os';
import path from 'node:path';
import { childProcessExec } from './adapters/child-process-exec.ts';
import { githubRunner } from './adapters/github-runner.ts';
import { startGuard } from './adapters/guard/guard.ts';
import { endOnCrash, endSoon, onInterrupt } from './adapters/guard/interrupt.ts';
import { networkOf } from './adapters/network/network.ts';
import { systemClock } from './adapters/system-clock.ts';
import { toolCacheOf } from './adapters/tool-cache.ts';
import { chooseCache } from './choose-cache.ts';
import { rawFromActionEnv } from './inputs/action-env.ts';
import { run } from './run.ts';
import { Secrets } from './text/secrets.ts';

const env = { ...process.env };
const clock = systemClock;
const secrets = new Secrets();
const tempDir = env['RUNNER_TEMP'] || tmpdir();
const home = env['HOME'] ?? env['USERPROFILE'];
const problemMatcher = path.join(import.meta.dirname, '..', 'go-problem-matcher.json');
const runner = githubRunner({ env, clock, secrets, problemMatcher });
const network = networkOf(env, process.platform, {
  mask: runner.mask,
  redact: (text) => secrets.redact(text),
});
const guard = startGuard({
  lastLine: { fd: 1, prefix: '::error title=go-mod-download was ended::' },
  onFailure: (reason) => runner.log.debug(`There is no guard outside the event loop: ${reason}`),
});

endOnCrash(process, guard, (message) => runner.log.error(message));
for (const name of ['ACTIONS_RUNTIME_TOKEN', 'ACTIONS_ID_TOKEN_REQUEST_TOKEN']) runner.mask(env[name] ?? '');

const status = await run({
  raw: rawFromActionEnv(env),
  context: { cwd: process.cwd(), ...(home === undefined ? {} : { home }), platform: process.platform },
  ports: {
    runner,
    exec: childProcessExec(guard),
    env,
    clock,
    random: Math.random,
    network,
    toolCache: toolCacheOf(env, process.platform, process.arch, guard),
    guard,
  },
  secrets,
  openCache: (inputs, scratchDir) =>
    chooseCache(inputs, scratchDir, {
      env,
      platform: process.platform,
      clock,
      random: Math.random,
      network,
      mask: runner.mask,
      fallback: 'off',
      guard,
    }),
  tempDir,
  reportFile: path.join(tempDir, `go-mod-download-report-${process.pid}.json`),
  interrupted: onInterrupt(process, guard),
});
endSoon(process, guard, status === 0 ? 0 : 1);
