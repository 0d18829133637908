import { buffer } from 'node:stream/consumers';
import { type FakeCacheService, packVersion } from './fake-cache-service.ts';

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
  const { ok, signed_download_url: url } = await answer.json();
  if (!ok) throw new Error(`there is no entry ${key}`);
  const { body } = await fetch(url);
  if (body === null) throw new Error(`the entry ${key} has no blob`);
  return buffer(body);
}
