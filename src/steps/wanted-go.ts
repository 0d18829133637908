import path from 'node:path';
import { ActionError, errnoOf } from '../errors.ts';
import { isFile } from '../go/is-file.ts';
import type { Inputs } from '../inputs/inputs.ts';
import { readPlainFile } from '../plain-file.ts';
import type { Log } from '../ports/runner.ts';
import { parseVersionFile } from '../toolchain/version-file.ts';
import type { VersionSpec } from '../toolchain/version-spec.ts';

/** WantedGo is the required Go version, and where it is required. */
export interface WantedGo {
  readonly spec: VersionSpec;
  /** For the log: the name of an input in backticks, or a file. */
  readonly source: string;
}

/**
 * wantedGo returns the Go version that this run requires: `go-version`, or else `go-version-file`. If neither
 * is set, it is undefined if there is any Go on PATH, or else the version in the go.work or go.mod of the
 * working directory. Throws ActionError for a file that cannot be read.
 */
export async function wantedGo(
  {
    goVersion,
    goVersionFile,
    workingDirectory,
  }: Pick<Inputs, 'goVersion' | 'goVersionFile' | 'workingDirectory'>,
  isOnPath: () => Promise<boolean>,
  log: Log,
): Promise<WantedGo | undefined> {
  if (goVersion !== undefined) {
    if (goVersionFile !== undefined) {
      log.warning(
        'Both `go-version` and `go-version-file` are set; `go-version` takes precedence. Remove one of them.',
      );
    }
    return { spec: goVersion, source: '`go-version`' };
  }
  if (goVersionFile !== undefined) return fromFile(goVersionFile);
  if (await isOnPath()) return undefined;
  for (const name of ['go.work', 'go.mod']) {
    const file = path.join(workingDirectory, name);
    if (!(await isFile(file))) continue;
    log.info(
      `No Go on PATH, and neither \`go-version\` nor \`go-version-file\` is set: using the version that ${name} requires`,
    );
    return fromFile(file);
  }
  return undefined;
}

async function fromFile(file: string): Promise<WantedGo> {
  return { spec: parseVersionFile(await textOf(file), file), source: file };
}

async function textOf(file: string): Promise<string> {
  try {
    return (await readPlainFile(file)).toString();
  } catch (cause) {
    throw new ActionError(
      `\`go-version-file\` ${file} cannot be read (${errnoOf(cause) ?? 'unknown reason'})`,
      {
        code: 'go-version-file-unreadable',
        class: 'configuration',
        hint: 'Write the path of a go.mod, go.work, .go-version or .tool-versions file, and check that the checkout step runs before this one.',
        cause,
      },
    );
  }
}
