#!/bin/sh
# A support bundle of troubleshoot.sh, whose spec has host collectors that run commands.
at=support-bundle-$(date -u +%Y-%m-%dT%H_%M_%S)
mkdir "$at" && cd "$at" || exit 1
printf 'apiVersion: troubleshoot.sh/v1beta2\nkind: SupportBundle\nspec:\n  versionNumber: 0.107.0\n' >version.yaml
host() { n=$1 && shift && into "host-collectors/kn1/$n.txt" "$@"; }

into cluster-resources/nodes.json kubectl get nodes -o json
for namespace in default kube-system; do
  into "cluster-resources/events/$namespace.json" kubectl get events -n "$namespace" -o json
  into "cluster-resources/pods/$namespace.json" kubectl get pods -n "$namespace" -o json
done
into cluster-resources/leases/kube-node-lease.json kubectl get leases -n kube-node-lease -o json
host run-host/date date
host run-host/uptime uptime
host run-host/df df -h
host run-host/df-i df -i
host run-host/free free -m
host run-host/chronyc-tracking chronyc tracking
host run-host/timedatectl timedatectl
host run-host/dmesg dmesg
host journald/kubelet journalctl -u kubelet
host journald/docker journalctl -u docker
cd ..
packed
