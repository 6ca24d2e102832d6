#!/bin/sh
# Builds kube-apiserver, kube-controller-manager and kubectl from their Go module, and fetches etcd, once, into
#   ${HOMEOSTAT_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/homeostat}/kubernetes/<version>/
# What is built is what go.sum verifies. Progress goes to stderr; the last line of stdout is the folder.
set -eu

version=1.34.4
minor=34
programs="kube-apiserver kube-controller-manager kubectl"
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
cache=${HOMEOSTAT_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/homeostat}
folder=$cache/kubernetes/$version

say() { printf 'cluster: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }
megabytes() { echo "$(($(wc -c <"$1") / 1000000)) MB"; }
elapsed() { echo "$(($(date +%s) - $1)) s"; }

# The new file appears whole or not at all: a reader may look at any time.
publish() {
  chmod 755 "$1"
  mv -f "$1" "$folder/$2"
}

build() {
  command -v go >/dev/null 2>&1 || fail "expected Go 1.24 or later on the PATH to build $1, found none; install it"
  say "building $1 $version from its Go module"
  begun=$(date +%s)
  flags="-s -w"
  for setting in "gitVersion=v$version" gitMajor=1 "gitMinor=$minor"; do
    flags="$flags -X k8s.io/component-base/version.$setting"
  done
  (cd "$here" && CGO_ENABLED=0 nice -n 10 go build -trimpath -ldflags "$flags" -o "$work/$1" "k8s.io/kubernetes/cmd/$1") ||
    fail "$1 was not built; see above"
  publish "$work/$1" "$1"
  say "built $1 in $(elapsed "$begun"), $(megabytes "$folder/$1")"
}

# The package is unpacked, not installed: an installed one starts a service of its own.
fetch_etcd() {
  command -v apt-get >/dev/null 2>&1 && command -v dpkg-deb >/dev/null 2>&1 ||
    fail "expected etcd on the PATH, found none; install etcd 3.4 or later"
  say "fetching etcd from the Debian package etcd-server, 8 MB"
  begun=$(date +%s)
  (cd "$work" && apt-get -q -o APT::Sandbox::User=root download etcd-server >&2) ||
    fail "the package etcd-server is not to be had; run apt-get update as root, or install etcd 3.4 or later"
  dpkg-deb -x "$work"/etcd-server_*.deb "$work/etcd-server"
  publish "$work/etcd-server/usr/bin/etcd" etcd
  say "fetched etcd in $(elapsed "$begun"), $(megabytes "$folder/etcd")"
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

missing=
for program in $programs; do
  [ -x "$folder/$program" ] || missing="$missing $program"
done
[ -z "$missing" ] ||
  say "missing:$missing; with cold caches of Go the three take about 8 minutes, 3.7 GB there and 260 MB in $folder"
for program in $programs; do
  [ -x "$folder/$program" ] || build "$program"
done
[ -x "$folder/etcd" ] || command -v etcd >/dev/null 2>&1 || fetch_etcd
echo "$folder"
