import type { Env } from '../ports/env.ts';
import { inputDefinitions, type RawInputs } from './definitions.ts';

/**
 * rawFromActionEnv takes the inputs out of the environment of a step, where GitHub's runner puts each under
 * `INPUT_` and its name in capitals, with hyphens as they are (`INPUT_CACHE-MODE`). The runner itself warns
 * about inputs that action.yml does not have.
 */
export function rawFromActionEnv(env: Env): RawInputs {
  const given: Record<string, string> = {};
  for (const { name } of inputDefinitions) {
    const value = env[`INPUT_${name.toUpperCase()}`];
    if (value !== undefined) given[name] = value;
  }
  return given;
}
