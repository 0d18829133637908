/** ToolCache is where tools are kept for all jobs of a machine, by name and semantic version, for this processor. */
export interface ToolCache {
  /** The versions of a tool that lie there whole, in any order. */
  versions(tool: string): Promise<readonly string[]>;
  /** The folder of one of them; undefined when it is not there. */
  find(tool: string, version: string): Promise<string | undefined>;
  /**
   * Has `fill` fill an empty folder, which becomes that of the tool in one moment when it has succeeded, and is gone
   * when it has not. Where another job was quicker, that one's counts. Returns the folder. Rejects as `fill`
   * does, or with ActionError `tool-cache-unwritable`.
   */
  add(tool: string, version: string, fill: (dir: string) => Promise<void>): Promise<string>;
}
