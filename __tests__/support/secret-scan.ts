import { mkdir, readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { createZstdDecompress } from 'node:zlib';
import { storedArchive } from './stored-entry.ts';
import type { Job, Workflow } from './workflow.ts';

/** tempOf is a folder of a workflow for everything that programs would write to the system's temporary folder. */
export async function tempOf(flow: Workflow): Promise<Record<'TMPDIR', string>> {
  const dir = path.join(flow.dir, 'tmp');
  await mkdir(dir, { recursive: true });
  return { TMPDIR: dir };
}

/**
 * placesOf looks for secrets in everything that the jobs of a workflow have left: all files of their machines (the
 * checkout, the home folder with git's settings, the module cache, temporary files, what was handed to later steps, the
 * report and the summary), the entries of the cache, unpacked, and the logs. It returns where it found which, and
 * `looked`, what it looked at.
 */
export async function placesOf(
  secrets: readonly string[],
  flow: Workflow,
  jobs: readonly Pick<Job, 'log'>[],
): Promise<{ readonly found: readonly string[]; readonly looked: number }> {
  const places = [
    ...(await filesBelow(flow.dir)),
    ...(await entriesOf(flow)),
    // Only the runner reads these lines, which tell it what to hide.
    ...jobs.map(({ log }, index) => ({
      name: `log ${index}`,
      bytes: Buffer.from(log.replaceAll(/^::add-mask::.*$/gm, '')),
    })),
  ];
  const found = places.flatMap(({ name, bytes }) =>
    secrets.flatMap((secret) =>
      formsOf(secret).flatMap((form) => (bytes.includes(form) ? [`${name} has ${form}`] : [])),
    ),
  );
  return { found, looked: places.length };
}

/** leftBehind lists what is in the temporary folder of a job besides what the runner and the report put there. */
export async function leftBehind({ machine }: Job): Promise<string[]> {
  const left = await readdir(path.join(machine, 'temp'));
  return left.filter((name) => !/^(?:output|env|summary|go-mod-download-report-\d+\.json)$/.test(name));
}

interface Place {
  readonly name: string;
  readonly bytes: Buffer;
}

/** As it is, in a URL, and in Base64 by itself or behind something that is one or two bytes too long. */
function formsOf(secret: string): string[] {
  const encoded = ['', 'x', 'xx'].map((before) => {
    const text = Buffer.from(before + secret).toString('base64');
    return text.replace(/=+$/, '').slice(before.length === 0 ? 0 : 4, -1);
  });
  return [...new Set([secret, encodeURIComponent(secret), ...encoded])];
}

async function filesBelow(dir: string): Promise<Place[]> {
  const places: Place[] = [];
  for (const name of await readdir(dir, { recursive: true })) {
    const file = path.join(dir, name);
    places.push({ name: `the name ${name}`, bytes: Buffer.from(name) });
    if ((await stat(file)).isFile()) places.push({ name, bytes: await readFile(file) });
  }
  return places;
}

async function entriesOf({ service }: Workflow): Promise<Place[]> {
  const places: Place[] = [];
  for (const { key } of service.entries) {
    const archive = await unpacked(await storedArchive(service, key));
    places.push({ name: `entry ${key}`, bytes: archive });
    for (const at of framesIn(archive)) {
      places.push({ name: `entry ${key} at ${at}`, bytes: await unpacked(archive.subarray(at)) });
    }
  }
  return places;
}

const zstdMagic = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);

function framesIn(bytes: Buffer): number[] {
  const found: number[] = [];
  for (let at = bytes.indexOf(zstdMagic); at >= 0; at = bytes.indexOf(zstdMagic, at + 1)) found.push(at);
  return found;
}

/** As far as it goes: something else follows the frame. */
async function unpacked(bytes: Buffer): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const stream = createZstdDecompress();
  stream.end(bytes);
  try {
    for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  } catch {
    return Buffer.concat(chunks);
  }
  return Buffer.concat(chunks);
}
