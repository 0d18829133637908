import type { Env } from '../ports/env.ts';

/** GitSetting is one line of git's configuration. A list is emptied by an empty value. */
export type GitSetting = readonly [key: string, value: string];

/**
 * gitConfigEnv is the variables that add settings to those an environment has for git in this way already. They count for the
 * commands that are run with them, come after every file, and are written to none (git-config, GIT_CONFIG_COUNT; git 2.31).
 */
export function gitConfigEnv(env: Env, settings: readonly GitSetting[]): Env {
  if (settings.length === 0) return {};
  const before = gitConfigOf(env).length;
  const added = settings.flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${before + index}`, key],
    [`GIT_CONFIG_VALUE_${before + index}`, value],
  ]);
  return { GIT_CONFIG_COUNT: String(before + settings.length), ...Object.fromEntries(added) };
}

/** gitConfigOf lists the settings that an environment has for git. */
export function gitConfigOf(env: Env): GitSetting[] {
  const count = env['GIT_CONFIG_COUNT']?.trim() ?? '';
  return Array.from({ length: /^\d{1,4}$/.test(count) ? Number(count) : 0 }, (_, index) => [
    env[`GIT_CONFIG_KEY_${index}`] ?? '',
    env[`GIT_CONFIG_VALUE_${index}`] ?? '',
  ]);
}
