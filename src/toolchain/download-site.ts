import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { asUpstream } from '../fetch/upstream.ts';
import { downloadTool } from './download-tool.ts';
import type { Downloads } from './downloads.ts';
import { asAvailable, asUnpacked, asVerified, type GoSource, NotAvailable } from './go-source.ts';
import { type GoVersion, goName } from './go-version.ts';
import { archiveArch, type GoPlatform } from './platform.ts';
import { archiveFor, parseListing, type SiteArchive } from './site-listing.ts';
import { unpackTarball } from './unpack-tarball.ts';
import { unpackZip } from './unpack-zip.ts';

/**
 * downloadSite is a site that serves the archives of Go as Go's own does, each with its SHA-256: in a list,
 * or, at a mirror without one, in a file `ARCHIVE.sha256` beside the archive.
 */
export function downloadSite(baseUrl: string, platform: GoPlatform, downloads: Downloads): GoSource {
  const base = baseUrl.replace(/(?<!\/)\/+$/, '');
  const { host } = new URL(base);
  const from = { upstreams: [asUpstream(base, '')] };
  let listing: Promise<SiteArchive[]> | undefined;
  const list = () => {
    listing ??= readListing(base, platform, downloads);
    return listing;
  };

  async function archiveOf(version: GoVersion): Promise<SiteArchive> {
    const listed = archiveFor(await list().catch(emptyIfAbsent), version);
    if (listed !== undefined) return listed;
    const filename = archiveName(version, platform);
    const sums = await asAvailable(`${filename} at ${host}`, downloads.read(from, `${filename}.sha256`));
    const sha256 = /^[0-9a-f]{64}\b/i.exec(sums.toString())?.[0].toLowerCase();
    if (sha256 !== undefined) return { version, filename, sha256 };
    throw new NotAvailable(`${filename} at ${host} has no checksum`, { absent: true });
  }

  return {
    tool: downloadTool(base),
    title: host,
    versions: async () => (await list()).map(({ version }) => version),
    async unpackInto(dir, version) {
      const { filename, sha256 } = await archiveOf(version);
      const file = await asVerified(
        `${filename} from ${host}`,
        'the SHA-256 of the site',
        downloads.save(from, filename, { hash: sha256, hashFile: sha256Of }),
      );
      const unpack = filename.endsWith('.zip') ? unpackZip : unpackTarball;
      await asUnpacked(`${filename} from ${host}`, unpack(file, 'go/', dir));
    },
  };
}

function archiveName(version: GoVersion, platform: GoPlatform): string {
  const extension = platform.goos === 'windows' ? 'zip' : 'tar.gz';
  return `${goName(version)}.${platform.goos}-${archiveArch(platform)}.${extension}`;
}

async function readListing(base: string, platform: GoPlatform, downloads: Downloads): Promise<SiteArchive[]> {
  const { host } = new URL(base);
  const what = `the list of releases at ${host}`;
  const from = { upstreams: [asUpstream(`${base}/?mode=json&include=all`, '')] };
  const text = await asAvailable(what, downloads.read(from, ''));
  const archives = parseListing(text.toString(), platform);
  if (archives !== undefined) return archives;
  throw new NotAvailable(`${what}: it is not a list of releases`, { absent: true });
}

function emptyIfAbsent(error: unknown): SiteArchive[] {
  if (error instanceof NotAvailable && error.absent) return [];
  throw error;
}

async function sha256Of(file: string): Promise<string> {
  const sum = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 2 ** 18 }), sum);
  return sum.digest('hex');
}
