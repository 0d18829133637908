import type { Env } from '../ports/env.ts';

/** GitSetting is one line of git's configuration. An empty value empties a list. */
export type GitSetting = readonly [key: string, value: string];

/**
 * gitConfigEnv returns the variables that add settings for git to those already in an environment. They apply
 * to the commands that are run with them, take precedence over every file, and are not written to any
 * (git-config, GIT_CONFIG_COUNT; git 2.31).
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

/** gitConfigOf lists the settings for git in an environment. */
export function gitConfigOf(env: Env): GitSetting[] {
  const count = env['GIT_CONFIG_COUNT']?.trim() ?? '';
  return Array.from({ length: /^\d{1,4}$/.test(count) ? Number(count) : 0 }, (_, index) => [
    env[`GIT_CONFIG_KEY_${index}`] ?? '',
    env[`GIT_CONFIG_VALUE_${index}`] ?? '',
  ]);
}
