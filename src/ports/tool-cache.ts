/** Machine is what a tool has to run on, by Node's names (`os.platform`, `os.arch`, `os.endianness`). */
export interface Machine {
  readonly platform: string;
  readonly arch: string;
  readonly endianness: string;
}

/** ToolCache stores tools for all jobs of a machine, by name and semantic version, for this architecture. */
export interface ToolCache {
  readonly machine: Machine;
  /** The versions of a tool that are complete, in any order. */
  versions(tool: string): Promise<readonly string[]>;
  /** The folder of a version; undefined if it is not there. */
  find(tool: string, version: string): Promise<string | undefined>;
  /**
   * Has `fill` fill an empty folder, which atomically becomes the folder of the tool, or is removed if `fill`
   * fails. If another job was faster, its folder is kept. Returns the folder. Rejects as `fill` does, or with
   * ActionError `tool-cache-unwritable`.
   */
  add(tool: string, version: string, fill: (dir: string) => Promise<void>): Promise<string>;
}
