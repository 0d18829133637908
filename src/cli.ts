#!/usr/bin/env node
import zlib from 'node:zlib';

if (typeof zlib.createZstdCompress === 'function') {
  const { runCommand } = await import('./command.ts');
  await runCommand(process);
} else {
  process.stderr.write(
    `go-mod-download needs Node 24 and runs on ${process.version}, which has no zstd.\n` +
      `Install Node 24 (https://nodejs.org), or run it through npm: \`npx -y node@24 ${process.argv[1]}\`.\n`,
  );
  process.exitCode = 2;
}
