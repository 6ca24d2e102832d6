#!/bin/sh
# Builds alertmanager from its Go module, once, into
#   ${HOMEOSTAT_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/homeostat}/alertmanager/
# What is built is what Go's checksum database verifies. Progress goes to stderr; the last line of stdout is the folder.
# The Debian package would not do: its program reads its templates from /usr/share and so must be installed, which
# starts a service.
set -eu

version=0.28.1
cache=${HOMEOSTAT_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/homeostat}
folder=$cache/alertmanager

say() { printf 'alertmanager: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }
megabytes() { echo "$(($(wc -c <"$1") / 1000000)) MB"; }
elapsed() { echo "$(($(date +%s) - $1)) s"; }

build() {
  command -v go >/dev/null 2>&1 ||
    fail "expected alertmanager or Go 1.24 or later on the PATH, found neither; install one of them"
  say "building alertmanager $version from its Go module; it takes some minutes and 50 MB in $folder"
  begun=$(date +%s)
  CGO_ENABLED=0 GOBIN=$work nice -n 10 go install -trimpath -ldflags '-s -w' \
    "github.com/prometheus/alertmanager/cmd/alertmanager@v$version" >&2 || fail "it was not built; see above"
  # The new file appears whole or not at all: a reader may look at any time.
  mv -f "$work/alertmanager" "$folder/alertmanager"
  say "built alertmanager in $(elapsed "$begun"), $(megabytes "$folder/alertmanager")"
}

mkdir -p "$folder"
exec 9>"$folder/.lock"
if ! flock -n 9; then
  say "another run is building in $folder; waiting for it"
  flock 9
fi
work=$(mktemp -d "$folder/.work-XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

[ -x "$folder/alertmanager" ] || build
echo "$folder"
