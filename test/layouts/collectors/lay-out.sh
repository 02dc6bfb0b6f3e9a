#!/bin/sh
# Begin of each script in this folder: they run what a tool runs on a node, and lay it where its bundles have it.
# Standard output is the bundle, a tar; `packed` ends each.
set -u
export LC_ALL=C.UTF-8 KUBECONFIG=/etc/kubernetes/admin.conf
tmp=$(mktemp -d /tmp/bundle-XXXXXX)
trap 'rm -rf "$tmp"' EXIT
cd "$tmp" || exit 1

# into FILE COMMAND...: both outputs, whatever becomes of it.
into() {
  file=$1
  shift
  mkdir -p "$(dirname "$file")"
  "$@" >"$file" 2>&1 </dev/null || :
}

packed() { tar -cf - -- *; }
