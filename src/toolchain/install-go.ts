import { ActionError } from '../errors.ts';
import type { Log } from '../ports/runner.ts';
import type { ToolCache } from '../ports/tool-cache.ts';
import { type GoSource, NotAvailable } from './go-source.ts';
import { compareGoVersions, type GoVersion, semverOf } from './go-version.ts';
import { newest, type VersionSpec } from './version-spec.ts';

/** ProvidedGo is a Go that is installed. */
export interface ProvidedGo {
  readonly version: GoVersion;
  /** Its GOROOT, in the tool cache; undefined for the one on PATH. */
  readonly dir: string | undefined;
}

/** InstallPorts is where Go is installed, and the Go on PATH. */
export interface InstallPorts {
  readonly toolCache: ToolCache;
  readonly log: Log;
  readonly onPath: GoVersion | undefined;
}

/**
 * installGo installs a Go in the tool cache, from the first source that has it. If only the list of a source
 * tells which version matches, that version may be installed already. After a source that cannot be reached,
 * or does not have it, comes the next; a wrong checksum ends it. Throws ActionError.
 */
export async function installGo(
  spec: VersionSpec,
  sources: readonly GoSource[],
  ports: InstallPorts,
): Promise<ProvidedGo> {
  const failures: NotAvailable[] = [];
  for (const source of sources) {
    try {
      return await installFrom(source, spec, ports);
    } catch (error) {
      if (!(error instanceof NotAvailable)) throw error;
      ports.log.info(`No Go ${spec.text}: ${error.message}`);
      failures.push(error);
    }
  }
  throw notInstalled(spec, failures);
}

async function installFrom(
  source: GoSource,
  spec: VersionSpec,
  { toolCache, log, onPath }: InstallPorts,
): Promise<ProvidedGo> {
  const version = spec.kind === 'exact' ? spec.version : newest(await source.versions(), spec);
  if (version === undefined) {
    throw new NotAvailable(`${source.title} has no matching version for this platform`, { absent: true });
  }
  if (onPath !== undefined && compareGoVersions(version, onPath) === 0) return { version, dir: undefined };
  const semver = semverOf(version);
  const found = await toolCache.find(source.tool, semver);
  if (found !== undefined) return { version, dir: found };
  log.info(`Installing Go ${semver} from ${source.title}`);
  return { version, dir: await toolCache.add(source.tool, semver, (dir) => source.unpackInto(dir, version)) };
}

function notInstalled({ text }: VersionSpec, failures: readonly NotAvailable[]): ActionError {
  const reasons = failures.map(({ message }) => message).join('; ');
  const refusal = failures.find((failure) => failure.refusal !== undefined)?.refusal;
  const unknown = failures.every(({ absent }) => absent);
  const message = `Go ${text} could not be installed: ${reasons}`;
  if (refusal !== undefined) {
    return new ActionError(message, { code: refusal.code, class: refusal.class, hint: refusal.hint });
  }
  return new ActionError(message, {
    code: unknown ? 'go-version-unknown' : 'go-not-installed',
    class: unknown ? 'go-version' : 'network',
    hint: unknown
      ? 'Check the version against https://go.dev/dl/; a new one can take a while to reach a mirror.'
      : 'In a closed network, set `goproxy` to a module proxy that can be reached, or `go-download-base-url` to a mirror of the Go download site.',
  });
}
