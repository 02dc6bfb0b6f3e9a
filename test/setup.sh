#!/bin/sh
# What `npm test` calls first: everything that the tests need beyond npm. Says nothing when all is there.
# As root it installs what is missing (Debian packages) and builds the root filesystem of the node tests;
# otherwise it prints what to run and stops. No test is skipped because something is missing.
set -eu
here=$(dirname "$0")
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin

missing=''
# need PACKAGE COMMAND-OR-FILE...
need() {
  package=$1
  shift
  for thing; do
    case $thing in
    /*) [ -e "$thing" ] || break ;;
    *) command -v "$thing" >/dev/null 2>&1 || break ;;
    esac
    thing=''
  done
  [ -z "$thing" ] || missing="$missing $package"
}

# A booted node: its root, its journal, its namespaces.
need systemd-container systemd-nspawn
need systemd-journal-remote /lib/systemd/systemd-journal-remote
need mmdebstrap mmdebstrap
need debian-archive-keyring /usr/share/keyrings/debian-archive-keyring.gpg
need util-linux nsenter unshare setpriv
need mount mount umount
need procps pgrep
# A clock that is set during a run.
need libfaketime /usr/lib/*/faketime/libfaketime.so.1
# The linter of our own scripts.
need shellcheck shellcheck
# Shells and tools that nodes have: collect.sh runs under each.
need dash dash
need bash bash
need busybox busybox
need mksh mksh
need ksh93u+m ksh93
need yash yash
need zsh zsh
need age age
# Bundles, packed and unpacked by others than us.
need tar tar
need gzip gzip
need xz-utils xz
need zstd zstd
need zip zip
need findutils find
need sed sed
# JUnit XML, judged by its schema.
need libxml2-utils xmllint
# Markdown, as GitHub reads it.
need cmark-gfm cmark-gfm
# The report in a browser, with fonts for both languages.
need chromium chromium
need fonts-dejavu-core /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf
need fonts-wqy-zenhei /usr/share/fonts/truetype/wqy/wqy-zenhei.ttc

if [ -n "$missing" ] && [ "$(id -u)" -ne 0 ]; then
  echo "The tests need more than npm gives. Run this first:" >&2
  echo "  sudo apt-get update && sudo apt-get install -y --no-install-recommends$missing" >&2
  exit 1
fi
if [ "$(id -u)" -ne 0 ]; then
  echo "The tests boot a real systemd node, which only root can. Run: sudo npm test" >&2
  exit 1
fi
if [ -n "$missing" ]; then
  echo "installing$missing" >&2
  log=$(mktemp)
  trap 'rm -f "$log"' EXIT
  # shellcheck disable=SC2086 # a list of words
  if ! { apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends $missing; } \
    </dev/null >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    echo "test/setup.sh: could not install$missing" >&2
    exit 1
  fi
fi

sh "$here/node/rootfs.sh" >/dev/null
