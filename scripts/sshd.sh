#!/bin/sh
# Unpacks Debian's sshd below node_modules/.cache and prints the folder to put on PATH: the tests of private modules over
# ssh want a real server. It is not installed, so that no service starts. Prints nothing where there is one already, or
# where none can be had; the tests then say why they are skipped.
set -eu
if [ "$(id -u)" != 0 ] || [ -x /usr/sbin/sshd ] || ! command -v apt-get >/dev/null; then exit 0; fi
folder=$(cd "$(dirname "$0")/.." && pwd)/node_modules/.cache/sshd
if ! [ -x "$folder/bin/sshd" ]; then
  mkdir -p "$folder/bin"
  cd "$folder"
  (apt-get update -qq && apt-get download -qq openssh-server libwrap0) >&2 || exit 0
  for package in *.deb; do dpkg -x "$package" .; done
  libraries=$(dirname "$(find "$folder" -name 'libwrap.so.0' | head -n 1)")
  printf '#!/bin/sh\nLD_LIBRARY_PATH="%s" exec "%s/usr/sbin/sshd" "$@"\n' "$libraries" "$folder" >bin/sshd
  chmod +x bin/sshd
fi
echo "$folder/bin"
