#!/usr/bin/env node
import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);

// src/cli.ts
import zlib from "node:zlib";
if (typeof zlib.createZstdCompress === "function") {
  const { runCommand } = await import("./command.mjs");
  await runCommand(process);
} else {
  process.stderr.write(
    `go-mod-download needs Node 24 and runs on ${process.version}, which has no zstd.
Install Node 24 (https://nodejs.org), or run it through npm: \`npx -y node@24 ${process.argv[1]}\`.
`
  );
  process.exitCode = 2;
}
