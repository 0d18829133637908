import { netrcOf } from '../credentials/logins.ts';
import { secretsOfInputs } from '../credentials/secrets.ts';
import { ActionError, messageOf } from '../errors.ts';
import { type GoEnv, readGoEnv } from '../go/goenv.ts';
import { goflag } from '../go/goflags.ts';
import { replacementFor } from '../go/gomod.ts';
import { parseGoproxy } from '../go/goproxy.ts';
import { type ModuleVersion, moduleKey } from '../go/module.ts';
import { forwardProxyFor } from '../http/forward-proxy.ts';
import type { Inputs } from '../inputs/inputs.ts';
import { findRoots } from '../plan/find-roots.ts';
import {
  type GoSetting,
  goCommandEnv,
  resolveGoSettings,
  secretsOfSettings,
  settingOf,
} from '../plan/go-settings.ts';
import { httpSettingsOf } from '../plan/http-settings.ts';
import { type MainRoot, modulesOf } from '../plan/main-modules.ts';
import { foreignFolders } from '../plan/plan.ts';
import type { Clock } from '../ports/clock.ts';
import type { Env } from '../ports/env.ts';
import type { Exec } from '../ports/exec.ts';
import type { HttpSettings, Network } from '../ports/http-client.ts';
import type { Prober } from '../ports/prober.ts';
import { checkNetwork, type NetworkContext } from './check-network.ts';
import { routeModules } from './endpoints.ts';
import type { Facts, Mistake } from './facts.ts';
import { sortEntries } from './goproxy-entries.ts';

/** DoctorPorts is what an examination needs from outside. */
export interface DoctorPorts {
  readonly exec: Exec;
  readonly env: Env;
  readonly clock: Clock;
  readonly network: Network;
  readonly prober: Prober;
}

/** Bounds are the limits of an examination. */
export interface Bounds {
  readonly tempDir: string;
  readonly signal: AbortSignal;
  /** Called with each secret before anything else is done. */
  readonly mask: (secret: string) => void;
}

/** The timeout of one stage or response, in ms; `stall-timeout` can shorten it. */
const stageTimeout = 10_000;

/** examine collects facts about Go, its settings and every server that they lead to. */
export async function examine(inputs: Inputs, ports: DoctorPorts, bounds: Bounds): Promise<Facts> {
  const mistakes: Mistake[] = [];
  for (const secret of secretsOfInputs(inputs.credentials)) bounds.mask(secret);
  const none = {
    now: ports.clock.now(),
    goVersion: undefined,
    settings: [],
    mistakes,
    endpoints: [],
    modules: [],
  };
  const goEnv = await recordMistake(mistakes, () =>
    readGoEnv(ports.exec, { ...ports.env, ...inputs.goSettings }, inputs.workingDirectory, bounds.signal),
  );
  if (goEnv === undefined) return none;
  const known = { ...none, goVersion: goEnv.GOVERSION };
  const settings = await recordMistake(mistakes, async () =>
    resolveGoSettings(inputs.goSettings, ports.env, goEnv),
  );
  if (settings === undefined) return known;
  for (const secret of secretsOfSettings(settings)) bounds.mask(secret);
  const modules = (await recordMistake(mistakes, () => requiredModules(inputs, goEnv))) ?? [];
  const entries = parseGoproxy(settingOf(settings, 'GOPROXY'));
  const { usable, mistaken } = await sortEntries(entries);
  mistakes.push(...mistaken);
  const routed = routeModules(modules, settings, usable);
  if (routed.direct.size > 0) await recordMistake(mistakes, () => askGit(ports, settings, bounds));
  const seen = await recordMistake(mistakes, () =>
    withNetwork(inputs, settings, ports, bounds, (on) => checkNetwork(usable, routed, on)),
  );
  return { ...known, settings, ...seen };
}

/** Returns the result of `body`; for an expected error, records it as a mistake and returns undefined. */
async function recordMistake<T>(mistakes: Mistake[], body: () => Promise<T>): Promise<T | undefined> {
  try {
    return await body();
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    mistakes.push({ code: error.code, message: messageOf(error), hint: error.hint });
    return undefined;
  }
}

async function askGit(
  { exec, env }: DoctorPorts,
  settings: readonly GoSetting[],
  { tempDir, signal }: Bounds,
): Promise<void> {
  await exec.ask(
    { file: 'git', args: ['--version'], cwd: tempDir, env: goCommandEnv(env, settings) },
    signal,
  );
}

async function requiredModules(inputs: Inputs, goEnv: GoEnv): Promise<ModuleVersion[]> {
  const roots = await findRoots({
    workingDirectory: inputs.workingDirectory,
    patterns: inputs.goModFiles,
    goWork: goEnv.goWork,
    modfile: goflag(goEnv.GOFLAGS, 'modfile'),
    leftOut: foreignFolders(inputs, goEnv),
    onPassedOver: () => undefined,
  });
  return [...new Map(roots.flatMap(requirementsOf).map((module) => [moduleKey(module), module])).values()];
}

/** What is fetched for each requirement, after replacements: nothing for a local folder. */
function requirementsOf(root: MainRoot): ModuleVersion[] {
  const ofWork = root.kind === 'workspace' ? root.workspace.goWork.replaces : [];
  const members = new Set(modulesOf(root).map(({ goMod }) => goMod.module));
  return modulesOf(root).flatMap(({ goMod }) =>
    goMod.requires
      .filter((required) => !members.has(required.path))
      .flatMap(({ path, version }) => {
        const replacement = replacementFor({ path, version }, [...ofWork, ...goMod.replaces]);
        if (replacement.kind === 'local') return [];
        return [replacement.kind === 'module' ? replacement.module : { path, version }];
      }),
  );
}

/** Runs `body` with the network as a run would open it. */
async function withNetwork<T>(
  inputs: Inputs,
  settings: readonly GoSetting[],
  { env, clock, network, prober }: DoctorPorts,
  { signal }: Bounds,
  body: (on: NetworkContext) => Promise<T>,
): Promise<T> {
  const how = httpSettings(inputs, settings, env);
  const http = await network.open(how);
  try {
    return await body({
      http,
      clock,
      prober,
      signal,
      ca: await network.certificates(how.caFiles, how.caPaths),
      proxyFor: forwardProxyFor({ ...how, isCgi: false }),
      deadline: Math.min(inputs.stallTimeout, stageTimeout),
      gosumdb: settingOf(settings, 'GOSUMDB'),
    });
  } finally {
    await http.close();
  }
}

function httpSettings(inputs: Inputs, settings: readonly GoSetting[], env: Env): HttpSettings {
  return {
    ...httpSettingsOf(inputs, env, settingOf(settings, 'GOAUTH')),
    netrc: netrcOf(inputs.credentials, env),
  };
}
