import { chmod, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { findProgram } from './processes.ts';

/** goThat makes a PATH with a go command first that runs `script` for the verbs in `pattern` (as in `case`), and is go otherwise. */
export async function goThat(dir: string, pattern: string, script: string): Promise<string> {
  const bin = path.join(dir, 'bin');
  await mkdir(bin, { recursive: true });
  const file = path.join(bin, 'go');
  await writeFile(
    file,
    `#!/bin/sh\ncase "$1 $2" in ${pattern}) ${script};; esac\nexec '${findProgram('go')}' "$@"\n`,
  );
  await chmod(file, 0o755);
  return `${bin}:${process.env['PATH']}`;
}
