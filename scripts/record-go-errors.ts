/**
 * Records the failures of `__tests__/data/go-errors` again, each with two versions of Go, and says which are told in other words by
 * the newer one, and what our classifier makes of those: `node scripts/record-go-errors.ts go1.26.8 go1.27.3 FOLDER`, FOLDER being where
 * the recordings of the newer one go. It takes root, for a disk that is full and a user who may not write, and some four minutes.
 * Those that are told in other words belong into `__tests__/data/go-errors-1.27`.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { goErrorCases } from '../__tests__/download/go-error-cases.ts';
import { classifyStderr } from '../src/download/classify.ts';
import { parseRecipe, replay } from './go-errors/replay.ts';
import { copyGo, raiseStage } from './go-errors/stage.ts';

const recordings = path.resolve(import.meta.dirname, '../__tests__/data/go-errors');

/** These take a proxy and a checksum database on the internet. */
const elsewhere = ['real-proxy-403', 'sumdb-mismatch-mod', 'sumdb-mismatch-zip'];

async function main(): Promise<void> {
  const [older, newer, folder] = process.argv.slice(2);
  if (older === undefined || newer === undefined || folder === undefined) {
    console.error(
      'Usage: node scripts/record-go-errors.ts OLDER NEWER FOLDER, as in go1.26.8 go1.27.3 /tmp/recordings',
    );
    process.exit(2);
  }
  mkdirSync(folder, { recursive: true });
  const dir = mkdtempSync(path.join(tmpdir(), 'go-errors-'));
  const stage = await raiseStage(dir);
  try {
    const roots = [older, newer].map((version) => copyGo(version, dir, process.env));
    const names = readdirSync(recordings).map((file) => file.replace(/\.txt$/, ''));
    const queue = names.filter((name) => !elsewhere.includes(name));
    const findings: string[] = [];
    const worker = async () => {
      for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
        const recipe = parseRecipe(name, readFileSync(path.join(recordings, `${name}.txt`), 'utf8'));
        const before = await replay(recipe, stage, roots[0] ?? '');
        const after = await replay(recipe, stage, roots[1] ?? '');
        writeFileSync(path.join(folder, `${name}.txt`), after);
        findings.push(...findingsIn(name, before, after));
      }
    };
    await Promise.all([worker(), worker(), worker(), worker()]);
    for (const finding of findings.sort()) console.log(finding);
    console.log(`${names.length - elsewhere.length} recorded, ${findings.length} findings`);
  } finally {
    await stage.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

function findingsIn(name: string, before: string, after: string): string[] {
  const verdict = verdictOf(after);
  const expected = goErrorCases.find(({ file }) => file === name)?.verdict ?? '';
  return [
    ...(verdict === expected ? [] : [`${name}: is "${verdict}", and was "${expected}"\n${after}`]),
    ...(comparable(before) === comparable(after)
      ? []
      : [`${name}: is told in other words\n${before}\n${after}`]),
  ];
}

function verdictOf(recording: string): string {
  const stderr = /^--- stderr\n([\s\S]*?)(?=^--- )/m.exec(recording)?.[1] ?? '';
  return [...new Set(classifyStderr(stderr).map((failure) => `${failure.class} ${failure.code}`))].join(', ');
}

/** Only what was said, without what is another in every run: the ports of clients, names of folders, and the version itself. */
function comparable(recording: string): string {
  return recording
    .replace(/^# go: .*$/m, '')
    .replace(/^--- files left[\s\S]*/m, '')
    .replaceAll(/127\.0\.0\.1:\d+(?=-(?:>|\\u003e))/g, '127.0.0.1:PORT')
    .replaceAll(/\bmc\.\w+/g, 'mc.X');
}

await main();
