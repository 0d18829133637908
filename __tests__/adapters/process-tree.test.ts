import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, test } from '@jest/globals';
import { endProcessTree, ownGroup } from '../../src/adapters/process-tree.ts';
import { isRunning, waitUntil } from '../support/processes.ts';

const forever = 'setInterval(() => {}, 1000);';
const deaf = `process.on('SIGTERM', () => {}); ${forever}`;

/** Starts a parent with one grandchild of ours below it and returns both ids once the grandchild runs. */
async function family(parent: string, grandchild: string): Promise<{ child: ChildProcess; pids: number[] }> {
  const script = `
    const { spawn } = require('node:child_process');
    const grandchild = spawn(process.execPath, ['-e', ${JSON.stringify(`${grandchild}; console.log('up')`)}]);
    grandchild.stdout.once('data', () => console.log(grandchild.pid));
    ${parent}`;
  const child = spawn(process.execPath, ['-e', script], {
    detached: ownGroup,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [line] = await once(child.stdout, 'data');
  return { child, pids: [child.pid ?? 0, Number(String(line))] };
}

describe('endProcessTree', () => {
  test.each([
    ['ends at the first signal', forever, forever],
    ['has a grandchild that ignores the first signal', forever, deaf],
    ['ignores the first signal like its grandchild', deaf, deaf],
  ])('leaves nothing of a child that %s', async (_name, parent, grandchild) => {
    const { child, pids } = await family(parent, grandchild);
    await endProcessTree(child, 200);
    expect(child.exitCode ?? child.signalCode).not.toBeNull();
    await waitUntil(async () => !(await Promise.all(pids.map(isRunning))).includes(true));
  });

  test('ends what an exited child left behind', async () => {
    const { child, pids } = await family(
      "grandchild.stdout.once('data', () => process.exit(0)); grandchild.unref()",
      forever,
    );
    if (child.exitCode === null) await once(child, 'exit');
    expect(await isRunning(pids[1] ?? 0)).toBe(true);
    await endProcessTree(child, 200);
    await waitUntil(async () => !(await isRunning(pids[1] ?? 0)));
  });

  test('ends a child that leads no group', async () => {
    const child = spawn(process.execPath, ['-e', `console.log('up'); ${forever}`], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    await once(child.stdout, 'data');
    await endProcessTree(child);
    expect(child.signalCode).toBe('SIGTERM');
  });

  test('does nothing for a child that never started', async () => {
    const child = spawn('/no/such/program');
    await once(child, 'error');
    await expect(endProcessTree(child)).resolves.toBeUndefined();
  });
});
