/** What speaks in the journal of k3s or rke2, which has them all in one process. */
export type Component =
  | 'kubelet'
  | 'kube-proxy'
  | 'kube-apiserver'
  | 'kube-controller-manager'
  | 'kube-scheduler'
  | 'flannel'
  | 'etcd'
  /** k3s's own: its supervisor, kine, and the glue around containerd. */
  | 'k3s';

/** `E1123 22:10:00.123456    1234 kubelet.go:1823] `, at the line's begin or after the prefix of the journal. */
const KLOG = /(?:^|: )[IWEF]\d{4} \d\d:\d\d:\d\d\.\d{1,9} {1,16}\d{1,10} ([A-Za-z0-9_.-]{1,80}\.go):\d{1,6}\]/;
/** The same with `--logging-format=json`. */
const KLOG_JSON =
  /(?:^|: )\{"ts":[0-9.]{1,24},"caller":"(?:[A-Za-z0-9_.-]{1,60}\/){0,8}([A-Za-z0-9_.-]{1,80}\.go):\d{1,6}"/;
const ZAP_JSON = /(?:^|: )\{"level":"/;
const LOGRUS = /(?:^|: )(?:time="[^"]{10,40}" level=|(?:INFO|WARN|ERRO|FATA|DEBU)\[)/;
/** How far into a line its header can be. */
const HEADER_MAX_CHARACTERS = 400;

/**
 * Which component wrote a line, by the source file in its klog header, by its logrus or zap form.
 * Undefined when the line does not tell: continuation lines, and files that several components share
 * (reflector.go, server.go, event.go). Source files as in Kubernetes 1.13 to 1.36 and flannel 0.10 to 0.26.
 */
export function componentOf(line: string): Component | undefined {
  const head = line.slice(0, HEADER_MAX_CHARACTERS);
  const file = (KLOG.exec(head) ?? KLOG_JSON.exec(head))?.[1];
  if (file !== undefined) return OWNERS.get(file);
  if (ZAP_JSON.test(head)) return 'etcd';
  return LOGRUS.test(head) ? 'k3s' : undefined;
}

/** Whose source file it is: `kubelet.go`; undefined for those that several share. */
export function ownerOf(sourceFile: string): Component | undefined {
  return OWNERS.get(sourceFile);
}

/** Whether a line is of the component, or of nobody that is known. */
export function mayBeOf(component: Component): (line: string) => boolean {
  return line => {
    const speaker = componentOf(line);
    return speaker === undefined || speaker === component;
  };
}

const FILES: Readonly<Record<Exclude<Component, 'etcd' | 'k3s'>, readonly string[]>> = {
  kubelet: [
    'kubelet.go',
    'kubelet_getters.go',
    'kubelet_network.go',
    'kubelet_network_linux.go',
    'kubelet_node_status.go',
    'kubelet_pods.go',
    'kubelet_volumes.go',
    'generic.go',
    'evented.go',
    'eviction_manager.go',
    'image_gc_manager.go',
    'image_manager.go',
    'pod_workers.go',
    'pod_container_deletor.go',
    'pod_container_manager_linux.go',
    'pod_startup_latency_tracker.go',
    'kuberuntime_container.go',
    'kuberuntime_gc.go',
    'kuberuntime_image.go',
    'kuberuntime_manager.go',
    'kuberuntime_sandbox.go',
    'remote_image.go',
    'remote_runtime.go',
    'container_manager_linux.go',
    'cgroup_manager_linux.go',
    'node_container_manager_linux.go',
    'qos_container_manager_linux.go',
    'cpu_manager.go',
    'memory_manager.go',
    'topology_manager.go',
    'oom_watcher_linux.go',
    'prober.go',
    'prober_manager.go',
    'status_manager.go',
    'setters.go',
    'nodeshutdown_manager_linux.go',
    'docker_sandbox.go',
    'docker_service.go',
    'plugin_watcher.go',
    'desired_state_of_world_populator.go',
    'csi_plugin.go',
    'log.go',
  ],
  'kube-proxy': [
    'proxier.go',
    'server_others.go',
    'server_linux.go',
    'service_health.go',
    'endpointslicecache.go',
    'roundrobin.go',
  ],
  'kube-apiserver': [
    'available_controller.go',
    'apiservice_controller.go',
    'cacher.go',
    'establishing_controller.go',
    'naming_controller.go',
    'crd_finalizer.go',
    'remote_available_controller.go',
    'local_available_controller.go',
    'dispatcher.go',
    'storage_factory.go',
    'repairip.go',
    'priority-and-fairness.go',
    'apf_controller.go',
  ],
  'kube-controller-manager': [
    'controllermanager.go',
    'node_lifecycle_controller.go',
    'garbagecollector.go',
    'graph_builder.go',
    'replica_set.go',
    'deployment_controller.go',
    'job_controller.go',
    'cronjob_controllerv2.go',
    'daemon_controller.go',
    'disruption.go',
    'horizontal.go',
    'endpointslice_controller.go',
    'resource_quota_controller.go',
    'namespaced_resources_deleter.go',
    'range_allocator.go',
    'attach_detach_controller.go',
    'pv_controller.go',
    'ttl_controller.go',
    'taint_manager.go',
    'taint_eviction.go',
    'gc_controller.go',
    'certificate_controller.go',
  ],
  'kube-scheduler': ['schedule_one.go', 'scheduler.go', 'scheduling_queue.go', 'preemption.go', 'eventhandlers.go'],
  flannel: ['vxlan.go', 'vxlan_network.go', 'kube.go', 'flannel.go', 'registrations.go'],
};

const OWNERS: ReadonlyMap<string, Component> = new Map(
  Object.entries(FILES).flatMap(([component, files]) => files.map(file => [file, component as Component] as const)),
);
