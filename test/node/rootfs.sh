#!/bin/sh
# Prints the path of the Debian root filesystem that the node tests boot, and builds it when it is not
# there yet (about a minute, 600 MB). It lies outside the tree, under a name made from this very file: who
# changes the list or the recipe gets a new one. Needs root, mmdebstrap and a Debian mirror.
set -eu

SUITE=bookworm
PACKAGES='systemd systemd-sysv dbus chrony containerd docker.io busybox-static libfaketime
  kubernetes-client procps iproute2 iptables conntrack openssl util-linux net-tools python3-magic python3-packaging python3-pexpect python3-yaml'
# Runs inside, with the name of the suite in $0. sos of that release lies in /opt; beside it comes the one of the next,
# which knows docker and Kubernetes on Debian, too, and needs no newer library.
# shellcheck disable=SC2016 # expanded inside
SOS='cd /opt
  download() { apt-get -qq -o APT::Sandbox::User=root "$@"; }
  download download sosreport
  dpkg -x sosreport_*.deb sos-4.0
  sed -n "s/ $0 / trixie /p" /etc/apt/sources.list >sos.list
  set -- -o Dir::Etc::sourcelist=/opt/sos.list -o Dir::Etc::sourceparts=-
  download "$@" update
  download "$@" download sos
  dpkg -i sos_*.deb >/dev/null
  rm *.deb sos.list'

cache=${XDG_CACHE_HOME:-$HOME/.cache}/nodetriage-test
rootfs=$cache/rootfs-$(sha256sum "$0" | cut -c1-12)
if [ -d "$rootfs" ]; then
  echo "$rootfs"
  exit
fi

mkdir -p "$cache"
# Half-built roots of interrupted runs: an hour is far longer than a build takes.
find "$cache" -maxdepth 1 -name 'building-*' -mmin +60 -exec rm -rf {} +
building=$(mktemp -d "$cache/building-XXXXXX")
trap 'rm -rf "$building"' EXIT
trap 'exit 130' INT TERM
chmod 755 "$building"
echo "building the root filesystem for the node tests (once, about a minute)" >&2
# shellcheck disable=SC2086 # a list of words
mmdebstrap --quiet --variant=apt --include="$(echo $PACKAGES | tr ' ' ',')" \
  --customize-hook="chroot \"\$1\" sh -ec '$SOS' $SUITE" "$SUITE" "$building/root" >&2
mkdir -p "$building/root/var/log/journal"
# Who came second throws its own away.
mv -T "$building/root" "$rootfs" 2>/dev/null || [ -d "$rootfs" ]
echo "$rootfs"
