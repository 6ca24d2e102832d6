#!/bin/sh
# Fetches prometheus and promtool from their Debian package, once, into
#   ${HOMEOSTAT_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/homeostat}/prometheus/
# Progress goes to stderr; the last line of stdout is the folder.
set -eu

cache=${HOMEOSTAT_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/homeostat}
folder=$cache/prometheus

say() { printf 'prometheus: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }
megabytes() { echo "$(($(wc -c <"$1") / 1000000)) MB"; }
elapsed() { echo "$(($(date +%s) - $1)) s"; }

# The package is unpacked, not installed: an installed one starts a service of its own.
fetch() {
  command -v apt-get >/dev/null 2>&1 && command -v dpkg-deb >/dev/null 2>&1 ||
    fail "expected prometheus and promtool on the PATH, found none; install Prometheus 2.42 or later"
  say "fetching prometheus from the Debian package prometheus, 19 MB; it takes about 10 s and 150 MB in $folder"
  begun=$(date +%s)
  (cd "$work" && apt-get -q -o APT::Sandbox::User=root download prometheus >&2) ||
    fail "the package prometheus is not to be had; run apt-get update as root, or install Prometheus 2.42 or later"
  dpkg-deb -x "$work"/prometheus_*.deb "$work/unpacked"
  # The new file appears whole or not at all: a reader may look at any time.
  for program in promtool prometheus; do
    chmod 755 "$work/unpacked/usr/bin/$program"
    mv -f "$work/unpacked/usr/bin/$program" "$folder/$program"
  done
  say "fetched prometheus in $(elapsed "$begun"), $(megabytes "$folder/prometheus")"
}

mkdir -p "$folder"
exec 9>"$folder/.lock"
if ! flock -n 9; then
  say "another run is fetching into $folder; waiting for it"
  flock 9
fi
work=$(mktemp -d "$folder/.work-XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

[ -x "$folder/prometheus" ] && [ -x "$folder/promtool" ] || fetch
echo "$folder"
