import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import tar from 'tar-stream';
import type { FakeModule } from './goproxy-module.ts';

/** RealGo is the Go of this machine, which the go commands of fake toolchains start. */
export interface RealGo {
  /** Such as `1.26.8`. */
  readonly version: string;
  readonly command: string;
  /** GOOS-GOARCH. */
  readonly platform: string;
}

/** realGo asks the go command of this machine what it is. */
export function realGo(): RealGo {
  const ask = (name: string) =>
    execFileSync('go', ['env', name], { env: { ...process.env, GOTOOLCHAIN: 'local' } })
      .toString()
      .trim();
  return {
    version: ask('GOVERSION').replace(/^go/, ''),
    command: path.join(ask('GOROOT'), 'bin', 'go'),
    platform: `${ask('GOOS')}-${ask('GOARCH')}`,
  };
}

/** toolchainFiles is a Go in small: its go command is that of this machine. */
export function toolchainFiles(go: RealGo): Record<string, string> {
  return {
    VERSION: `go${go.version}\n`,
    'bin/go': `#!/bin/sh\nexport GOTOOLCHAIN=local\nunset GOTOOLCHAIN_INTERNAL_SWITCH_VERSION GOTOOLCHAIN_INTERNAL_SWITCH_COUNT\nexec '${go.command}' "$@"\n`,
    'bin/gofmt': '#!/bin/sh\n',
    'pkg/tool/fake/compile': '#!/bin/sh\n',
    'lib/wasm/go_js_wasm_exec': '#!/bin/sh\n',
    'src/_go.mod': 'module std\n',
    'src/fmt/print.go': 'package fmt\n',
  };
}

/** toolchainModule is a Go as a module proxy has it. */
export function toolchainModule(go: RealGo, version = go.version): FakeModule {
  return {
    path: 'golang.org/toolchain',
    version: `v0.0.1-go${version}.${go.platform}`,
    files: toolchainFiles(go),
  };
}

/** toolchainTarball is a Go as the download site has it. */
export async function toolchainTarball(go: RealGo): Promise<Buffer> {
  const pack = tar.pack();
  pack.entry({ name: 'go/', type: 'directory' });
  for (const [name, content] of Object.entries(toolchainFiles(go))) {
    pack.entry(
      { name: `go/${name.replace('_go.mod', 'go.mod')}`, mode: name.startsWith('bin/') ? 0o755 : 0o644 },
      content,
    );
  }
  pack.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of pack) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  return gzipSync(Buffer.concat(chunks));
}
