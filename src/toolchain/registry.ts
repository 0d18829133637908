import { ActionError } from '../errors.ts';
import { type Group, groupUpstreams, upstreamsIn } from '../fetch/goproxy-list.ts';
import { moduleFile } from '../fetch/requested-file.ts';
import { asUpstream, type Upstream } from '../fetch/upstream.ts';
import { parseGoproxy } from '../go/goproxy.ts';
import type { ModuleVersion } from '../go/module.ts';
import type { ZipHasher } from '../modcache/zip-hasher.ts';
import type { Downloads } from './downloads.ts';
import { asAvailable, asUnpacked, asVerified, type GoSource, NotAvailable } from './go-source.ts';
import type { GoVersion } from './go-version.ts';
import { type GoPlatform, goVersionsIn, toolchainModule, toolchainVersion } from './platform.ts';
import { lookUpH1, type ReadDatabase } from './sumdb/checksum-database.ts';
import { type GosumdbSetting, parseGosumdb } from './sumdb/gosumdb.ts';
import { unpackZip } from './unpack-zip.ts';

/** RegistryOptions are Go's settings for module proxies, and how to fetch from them. */
export interface RegistryOptions {
  readonly goproxy: string;
  readonly gosumdb: string;
  /** In the form of a GOPROXY list; empty without any. */
  readonly fallback: string;
  readonly platform: GoPlatform;
  readonly downloads: Downloads;
  readonly hasher: Pick<ZipHasher, 'hash'>;
}

/**
 * registry is the module proxies of a GOPROXY list, which serve Go as the module golang.org/toolchain
 * (https://go.dev/doc/toolchain#download); undefined for a list without any. As for the go command, only the
 * checksum database can verify it. Throws ActionError `goproxy-invalid` or `gosumdb-invalid`.
 */
export function registry(options: RegistryOptions): GoSource | undefined {
  const { platform, downloads, hasher } = options;
  const { groups } = groupUpstreams(parseGoproxy(options.goproxy));
  const upstreams = groups.flatMap((group) => group.upstreams);
  if (upstreams.length === 0) return undefined;
  const fallback = upstreamsIn(options.fallback);
  const database = parseGosumdb(options.gosumdb);
  const title = upstreams.map(({ host }) => host).join(', ');
  /** The entries between two groups, files or `direct`, serve no Go. */
  const fromFirst = async <T>(get: (group: Group) => Promise<T>): Promise<T> => {
    let absent: unknown;
    for (const group of groups) {
      try {
        return await get(group);
      } catch (error) {
        if (!(error instanceof NotAvailable && error.absent)) throw error;
        absent = error;
      }
    }
    throw absent;
  };

  return {
    tool: 'go',
    title,
    versions: () =>
      fromFirst(async (group) => {
        const what = `the list of Go versions at ${title}`;
        const list = await asAvailable(
          what,
          downloads.read({ ...group, fallback }, `${toolchainModule}/@v/list`),
        );
        return goVersionsIn(list.toString(), platform);
      }),
    async unpackInto(dir, version) {
      const module = toolchainModuleOf(version, platform);
      if (database === undefined) throw notVerifiable(module);
      const { verifier, read } = databaseReader(database, [...upstreams, ...fallback], downloads);
      const hash = await asAvailable(`the checksum of ${module.version}`, lookUpH1(module, verifier, read));
      const file = await fromFirst((group) =>
        asVerified(
          `${toolchainModule}@${module.version} from ${title}`,
          `the checksum database ${verifier.name}`,
          downloads.save({ ...group, fallback }, moduleFile(module, 'zip').wire, {
            hash,
            hashFile: (zip) => h1Of(hasher, zip),
          }),
        ),
      );
      const name = `${toolchainModule}@${module.version}`;
      await asUnpacked(`${name} from ${title}`, unpackZip(file, `${name}/`, dir));
    },
  };
}

function toolchainModuleOf(version: GoVersion, platform: GoPlatform): ModuleVersion {
  return { path: toolchainModule, version: toolchainVersion(version, platform) };
}

/** For an invalid zip a text that is no hash. */
async function h1Of(hasher: Pick<ZipHasher, 'hash'>, zip: string): Promise<string> {
  const answer = await hasher.hash(zip);
  return answer.kind === 'hashed' ? answer.h1 : `an invalid zip (${answer.reason})`;
}

/**
 * Reads the database through the first module proxy that relays it, as the go command does, or at its own
 * address (https://go.dev/design/25530-sumdb#proxying-a-checksum-database).
 */
function databaseReader(
  { verifier, url }: GosumdbSetting,
  proxies: readonly Upstream[],
  downloads: Downloads,
) {
  let source: Promise<{ upstream: Upstream; prefix: string }> | undefined;
  const direct = { upstream: asUpstream(url ?? `https://${verifier.name}`, ''), prefix: '' };
  const find = async () => {
    const prefix = `sumdb/${verifier.name}/`;
    for (const upstream of url === undefined ? proxies : []) {
      const relays = await isThere(downloads.read({ upstreams: [upstream] }, `${prefix}supported`));
      if (relays) return { upstream, prefix };
    }
    return direct;
  };
  const read: ReadDatabase = async (path) => {
    source ??= find();
    const { upstream, prefix } = await source;
    return downloads.read({ upstreams: [upstream] }, prefix + path);
  };
  return { verifier, read };
}

async function isThere(reading: Promise<unknown>): Promise<boolean> {
  try {
    await asAvailable('', reading);
    return true;
  } catch (error) {
    if (error instanceof NotAvailable) return false;
    throw error;
  }
}

function notVerifiable({ version }: ModuleVersion): NotAvailable {
  const message = `${toolchainModule}@${version} cannot be verified: GOSUMDB is off`;
  const refusal = new ActionError(message, {
    code: 'go-unverifiable',
    class: 'configuration',
    hint: 'Leave `gosumdb` empty: Go from a module proxy has to be verified by a checksum database, which is read through that proxy. Or install Go before this step.',
  });
  return new NotAvailable(message, { absent: false, refusal });
}
