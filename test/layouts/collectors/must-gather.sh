#!/bin/sh
# must-gather: objects of the cluster, and journals of the services of all nodes of a role.
at=must-gather.local.1/registry-example-com-must-gather-sha256-0123456789abcdef
mkdir -p "$at" && cd "$at" || exit 1
into cluster-scoped-resources/core/nodes/kn1.yaml kubectl get node kn1 -o yaml
for namespace in default kube-system; do
  into "namespaces/$namespace/core/events.yaml" kubectl get events -n "$namespace" -o yaml
  into "namespaces/$namespace/core/pods.yaml" kubectl get pods -n "$namespace" -o yaml
done
into host_service_logs/workers/kubelet_service.log journalctl -u kubelet
into host_service_logs/workers/crio_service.log journalctl -u crio
cd "$OLDPWD" || exit 1
packed
