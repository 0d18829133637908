import { find, findAllVersions } from '@actions/tool-cache';

/**
 * toolVersions lists the versions of a tool in the runner's tool cache (RUNNER_TOOL_CACHE of this process).
 */
export function toolVersions(tool: string, arch: string): string[] {
  return findAllVersions(tool, arch);
}

/** findTool returns the folder of a tool in the runner's tool cache. */
export function findTool(tool: string, version: string, arch: string): string | undefined {
  return find(tool, version, arch) || undefined;
}
