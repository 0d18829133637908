/**
 * Switches each safety check of scripts/mutations/ off in turn, in a copy of the project, and runs the test
 * file that has to notice: `npm run mutate [-- WORDS]`, WORDS choosing checks by their names. Ends with 1 when a
 * check can be switched off without any test failing, or no longer stands where the table says.
 */
import { spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { messageOf } from '../src/errors.ts';
import type { Mutation } from './mutations/mutation.ts';
import { mutations } from './mutations/mutations.ts';

const root = path.dirname(import.meta.dirname);
const copied = ['src', '__tests__', 'package.json', 'tsconfig.json', 'jest.config.mjs'];

const words = process.argv.slice(2).join(' ');
const chosen = mutations.filter(({ name, file }) => `${file}: ${name}`.includes(words));
const rotten = chosen.flatMap((mutation) => faultOf(mutation) ?? []);
for (const fault of rotten) console.error(fault);
if (rotten.length > 0 || chosen.length === 0) process.exit(1);

const copy = mkdtempSync(path.join(tmpdir(), 'mutate-'));
// Also when it is broken off.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));
process.once('exit', () => rmSync(copy, { recursive: true, force: true }));
// Tests of permissions run processes as another user, who has to get in.
chmodSync(copy, 0o755);
for (const name of copied) cpSync(path.join(root, name), path.join(copy, name), { recursive: true });
symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));
const survivors = await survivorsOf(chosen);
for (const { file, name } of survivors) console.error(`no test fails without: ${name} (${file})`);
console.log(`${chosen.length - survivors.length} of ${chosen.length} checks are tested`);
process.exitCode = survivors.length === 0 ? 0 : 1;

async function survivorsOf(all: readonly Mutation[]): Promise<Mutation[]> {
  const tests = new Set(all.map(({ test }) => test));
  for (const test of tests) {
    if (!(await passes(test))) throw new Error(`${test} fails before anything is changed`);
  }
  const survivors: Mutation[] = [];
  for (const mutation of all) {
    const file = path.join(copy, mutation.file);
    const honest = readFileSync(file, 'utf8');
    writeFileSync(
      file,
      honest.replace(mutation.from, () => mutation.to),
    );
    const survived = await passes(mutation.test);
    writeFileSync(file, honest);
    console.log(`${survived ? 'SURVIVED' : 'caught  '}  ${mutation.file}: ${mutation.name}`);
    if (survived) survivors.push(mutation);
  }
  return survivors;
}

/** A mutation may also make a test hang, which is noticed too. */
async function passes(test: string): Promise<boolean> {
  const jest = path.join('node_modules', 'jest', 'bin', 'jest.js');
  const flags = ['--disable-warning=ExperimentalWarning', '--experimental-vm-modules'];
  const child = spawn(process.execPath, [...flags, jest, '--bail', '--runTestsByPath', test], {
    cwd: copy,
    stdio: 'ignore',
    timeout: 180_000,
    killSignal: 'SIGKILL',
  });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  process.off('exit', kill);
  return code === 0;
}

/** What is wrong with an entry of the table: one that does not parse would be noticed by every test. */
function faultOf({ name, file, from, to }: Mutation): string | undefined {
  const target = path.join(root, file);
  const honest = existsSync(target) ? readFileSync(target, 'utf8') : '';
  if (honest.split(from).length !== 2) return `${file}: not there once: ${from} (${name})`;
  try {
    stripTypeScriptTypes(honest.replace(from, () => to));
    return undefined;
  } catch (error) {
    return `${file}: no longer a program: ${from} (${name}): ${messageOf(error)}`;
  }
}
