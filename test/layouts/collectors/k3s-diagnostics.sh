#!/bin/sh
# diagnostics.sh of k3s, on a node that is none of k3s: what it asks k3s for is not there.
at=k3s-diagnostics-5f0c8b1e-abcdefgh
mkdir "$at" && cd "$at" || exit 1

# run FOLDER COMMAND...: named after its words, without their dashes.
run() {
  folder=$1
  shift
  name=$(echo "$*" | sed 's/-//g; s/ /-/g; s,/,_,g')
  mkdir -p "$folder"
  echo "$*" >"$folder/$name.cmd.txt"
  "$@" >"$folder/$name.txt" 2>"$folder/$name.err.txt" </dev/null || :
}

for command in date uptime hostname 'uname -a' lscpu 'df -h' 'df -i' mount 'free -h' 'ps uax' 'top -bn1' 'sysctl -a' \
  'ip addr' 'ip route' iptables-save dmesg; do
  # shellcheck disable=SC2086 # words
  run system $command
done
run k3s k3s --version
run k3s journalctl --unit k3s.service --no-pager
run kube kubectl describe nodes
run kube kubectl get nodes
cd ..
packed
