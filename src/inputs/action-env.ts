import type { Env } from '../ports/env.ts';
import { inputDefinitions, type RawInputs } from './definitions.ts';

/**
 * rawFromActionEnv reads the inputs from the environment of a step. GitHub's runner sets each as `INPUT_` and
 * its name in capitals, with hyphens unchanged (`INPUT_CACHE-MODE`). The runner itself warns about unknown
 * inputs.
 */
export function rawFromActionEnv(env: Env): RawInputs {
  const given: Record<string, string> = {};
  for (const { name } of inputDefinitions) {
    const value = env[`INPUT_${name.toUpperCase()}`];
    if (value !== undefined) given[name] = value;
  }
  return given;
}
