import path from 'node:path';
import { ActionError } from '../errors.ts';
import type { GoSettingName } from '../go/setting-names.ts';
import type { Inputs } from '../inputs/inputs.ts';
import type { Env } from '../ports/env.ts';
import type { Exec } from '../ports/exec.ts';
import { downloadTool } from '../toolchain/download-tool.ts';
import {
  compareGoVersions,
  type GoVersion,
  parseGoVersion,
  parseToolchainName,
  semverOf,
} from '../toolchain/go-version.ts';
import type { ProvidedGo } from '../toolchain/install-go.ts';
import { newest, satisfies, type VersionSpec } from '../toolchain/version-spec.ts';
import type { GoSourceSettings } from './go-sources.ts';
import type { Bounds, GoPorts } from './run.ts';
import type { WantedGo } from './wanted-go.ts';

/**
 * goStep provides the required Go, from PATH, from the tool cache, or by installing it there, and puts it
 * first on PATH for this run and for later steps. Returns the environment for the rest of the run. Throws
 * ActionError.
 */
export async function goStep(
  { spec, source }: WantedGo,
  inputs: Inputs,
  ports: GoPorts,
  bounds: Bounds,
): Promise<Env> {
  const { log } = ports.runner;
  const { neutralDir } = bounds;
  // As actions/setup-go does, which this step replaces.
  ports.runner.annotateGoErrors();
  const onPath = await goOnPath(ports, neutralDir, bounds.signal);
  if (onPath !== undefined && satisfies(onPath.version, spec)) {
    log.info(`Using Go ${onPath.name} from PATH (${source} requires ${spec.text})`);
    return ports.env;
  }
  const other = onPath === undefined ? 'none on PATH' : `Go ${onPath.name} is on PATH`;
  log.info(`${source} requires Go ${spec.text}; ${other}`);
  const asking = { exec: ports.exec, env: ports.env, neutralDir, signal: bounds.signal };
  const { version, dir } =
    (await findInToolCache(spec, inputs, ports)) ??
    (await install(spec, inputs, ports, {
      ...bounds,
      onPath: onPath?.version,
      settings: await settingsOf(inputs, asking, onPath !== undefined),
    }));
  if (dir === undefined) {
    log.info(`Using Go ${semverOf(version)} from PATH`);
    return ports.env;
  }
  log.info(`Using Go ${semverOf(version)} from ${dir}`);
  const env = withGo(dir, ports.env);
  await checkThatItRuns(version, dir, { ...asking, env });
  publish(dir, ports);
  return env;
}

/** The version that `go` on PATH reports, without switching to the toolchain of a go.mod or of a setting. */
async function goOnPath(
  { exec, env }: GoPorts,
  neutralDir: string,
  signal: AbortSignal,
): Promise<{ name: string; version: GoVersion } | undefined> {
  if ((await exec.find('go', env)) === undefined) return undefined;
  const name = await askGo('go', 'GOVERSION', { exec, env, neutralDir, signal });
  const version = parseToolchainName(name);
  return version === undefined ? undefined : { name: name.replace(/^go/, ''), version };
}

interface Asking {
  readonly exec: Exec;
  readonly env: Env;
  readonly neutralDir: string;
  readonly signal: AbortSignal;
}

async function askGo(file: string, name: string, { exec, env, neutralDir, signal }: Asking): Promise<string> {
  const neutral = { ...env, GOTOOLCHAIN: 'local', GOWORK: 'off' };
  const { stdout } = await exec.ask({ file, args: ['env', name], cwd: neutralDir, env: neutral }, signal);
  return stdout.trim();
}

/**
 * Only a download site knows what `stable` is; for any other version, the newest match in the tool cache is
 * used.
 */
async function findInToolCache(
  spec: VersionSpec,
  inputs: Inputs,
  { toolCache, env }: GoPorts,
): Promise<ProvidedGo | undefined> {
  if (spec.kind === 'stable' || spec.kind === 'oldstable') return undefined;
  const tool = downloadTool(baseUrlOf(inputs, env));
  const versions = (await toolCache.versions(tool)).flatMap((name) => parseGoVersion(name) ?? []);
  const version = newest(versions, spec);
  const dir = version && (await toolCache.find(tool, semverOf(version)));
  return version && dir ? { version, dir } : undefined;
}

async function install(
  spec: VersionSpec,
  inputs: Inputs,
  ports: GoPorts,
  bounds: Bounds & { readonly onPath: GoVersion | undefined; readonly settings: GoSourceSettings },
): Promise<ProvidedGo> {
  // Loaded lazily, when Go has to be installed.
  const { installGo } = await import('../toolchain/install-go.ts');
  const { withGoSources } = await import('./go-sources.ts');
  const baseUrl = baseUrlOf(inputs, ports.env);
  return withGoSources({ inputs, ports, baseUrl, ...bounds }, (sources) =>
    installGo(spec, sources, { toolCache: ports.toolCache, log: ports.runner.log, onPath: bounds.onPath }),
  );
}

/** There may be no go command to ask; one with the wrong version still knows Go's defaults. */
async function settingsOf({ goSettings }: Inputs, asking: Asking, hasGo: boolean): Promise<GoSourceSettings> {
  const given = (name: GoSettingName) => goSettings[name] || asking.env[name] || undefined;
  const setting = async (name: GoSettingName) =>
    given(name) ?? (hasGo ? await askGo('go', name, asking) : '');
  return {
    goproxy: await setting('GOPROXY'),
    isGoproxyGiven: given('GOPROXY') !== undefined,
    gosumdb: await setting('GOSUMDB'),
    goauth: await setting('GOAUTH'),
  };
}

/** actions/setup-go reads the same variable. */
function baseUrlOf(inputs: Inputs, env: Env): string | undefined {
  return inputs.goDownloadBaseUrl ?? (env['GO_DOWNLOAD_BASE_URL'] || undefined);
}

/** With the GOROOT of another Go, this Go would use the other one's compiler. */
function withGo(dir: string, { GOROOT: _, ...env }: Env): Env {
  const name = Object.keys(env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  const folders = [path.join(dir, 'bin'), env[name] ?? ''].filter((folder) => folder !== '');
  return { ...env, [name]: folders.join(path.delimiter) };
}

/** Sets up Go for later steps. */
function publish(dir: string, { env: { GOROOT = '' }, runner }: GoPorts): void {
  runner.addPath(path.join(dir, 'bin'));
  if (GOROOT === '' || path.resolve(GOROOT) === path.resolve(dir)) return;
  runner.log.info(`Changed GOROOT from ${GOROOT}, which is another Go, to ${dir}`);
  runner.exportVariable('GOROOT', dir);
}

async function checkThatItRuns(version: GoVersion, dir: string, asking: Asking): Promise<void> {
  const said = await askGo('go', 'GOVERSION', asking);
  const runs = parseToolchainName(said);
  if (runs !== undefined && compareGoVersions(runs, version) === 0) return;
  throw new ActionError(
    `the Go in ${dir} should be ${semverOf(version)}, but reports ${said === '' ? 'no version' : said}`,
    {
      code: 'go-does-not-run',
      class: 'go-version',
      hint: `Remove ${dir} so that Go is installed again; if that does not help, it was built for another platform.`,
    },
  );
}
