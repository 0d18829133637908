import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import tar from 'tar-stream';
import { type FakeCacheService, packVersion } from './fake-cache-service.ts';
import { tempDir } from './temp-dir.ts';

/** storedArchive downloads the outer archive of an entry, as a client of the service does. */
export async function storedArchive(service: FakeCacheService, key: string): Promise<Buffer> {
  const answer = await fetch(
    `${service.url}twirp/github.actions.results.api.v1.CacheService/GetCacheEntryDownloadURL`,
    {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${service.token}` },
      body: JSON.stringify({ key, version: packVersion }),
    },
  );
  const found: { signed_download_url?: string } = JSON.parse(await answer.text());
  if (found.signed_download_url === undefined) throw new Error(`there is no entry ${key}`);
  const { body } = await fetch(found.signed_download_url);
  if (body === null) throw new Error(`the entry ${key} has no blob`);
  return buffer(body);
}

/** tamperWithEntry puts a changed copy of an entry in its place; `change` gets the file of its pack. */
export async function tamperWithEntry(
  service: FakeCacheService,
  key: string,
  change: (packFile: string) => Promise<void>,
): Promise<void> {
  await using dir = await tempDir();
  const file = path.join(dir.path, 'pack');
  const member = await onlyMember(await storedArchive(service, key));
  await writeFile(file, member.content);
  await change(file);
  const archive = tar.pack();
  archive.entry({ name: member.name }, await readFile(file));
  archive.finalize();
  await service.putEntry(key, packVersion, zstdCompressSync(await buffer(archive)));
}

async function onlyMember(archive: Buffer): Promise<{ name: string; content: Buffer }> {
  const members: { name: string; content: Buffer }[] = [];
  const extract = tar.extract();
  extract.end(zstdDecompressSync(archive));
  for await (const entry of extract) {
    members.push({ name: entry.header.name, content: await buffer(entry) });
  }
  const [member, ...more] = members;
  if (member === undefined || more.length > 0) throw new Error(`the archive has ${members.length} members`);
  return member;
}
