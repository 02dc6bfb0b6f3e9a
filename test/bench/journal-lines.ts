import type { Random } from './random.js';

/** Times of a line, in the forms that logs write. */
export interface Moment {
  /** `2026-11-23T22:10:00.123456+0000` */
  readonly journal: string;
  /** `1123 22:10:00.123456` */
  readonly klog: string;
  /** `2026-11-23T22:10:00.123456789Z` */
  readonly logrus: string;
}

/** What comes after the date and `host `, or the whole line of a log that is no journal. */
export type LineOf = (at: Moment, random: Random) => string;

const PODS = Array.from(
  { length: 40 },
  (_, i) => `app-${i}-${(7919 * (i + 3)).toString(36)}b-${(104729 * (i + 7)).toString(36)}`,
);
const IDS = Array.from({ length: 60 }, (_, i) =>
  Array.from({ length: 8 }, (_, k) => ((i * 2654435761 + k * 40503) >>> 0).toString(16).padStart(8, '0')).join(''),
);
const SPACES = ['default', 'kube-system', 'monitoring', 'prod', 'staging'];
const VERBS = ['GET', 'PATCH', 'PUT', 'POST'];

const klog =
  (level: string, file: string, text: (r: Random) => string): LineOf =>
  (at, r) =>
    `kubelet[1834]: ${level}${at.klog}    1834 ${file}] ${text(r)}`;
const inK3s =
  (level: string, file: string, text: (r: Random) => string): LineOf =>
  (at, r) =>
    `k3s[977]: ${level}${at.klog}     977 ${file}] ${text(r)}`;
const pod = (r: Random): string => `"${r.pick(SPACES)}/${r.pick(PODS)}"`;

/** With how often each is said, of a hundred lines of the log. */
export type Mix = readonly (readonly [weight: number, line: LineOf])[];

/** A kubelet at verbose level, as one who looks for a fault sets it: what fills disks and bundles. */
export const KUBELET: Mix = [
  [
    18,
    klog(
      'I',
      'round_trippers.go:553',
      r =>
        `${r.pick(VERBS)} https://192.0.2.10:6443/api/v1/namespaces/${r.pick(SPACES)}/pods/${r.pick(PODS)}?timeout=10s ${200 + r.below(5)} OK in ${r.below(90)} milliseconds`,
    ),
  ],
  [
    14,
    klog(
      'I',
      'kubelet.go:2412',
      r =>
        `"SyncLoop (PLEG): event for pod" pod=${pod(r)} event={"ID":"${r.hex(8)}-${r.hex(4)}-${r.hex(4)}","Type":"ContainerStarted","Data":"${r.pick(IDS)}"}`,
    ),
  ],
  [
    12,
    klog(
      'I',
      'prober.go:107',
      r =>
        `"Probe succeeded" probeType="Readiness" pod=${pod(r)} podUID=${r.hex(8)}-${r.hex(4)}-4${r.hex(3)}-${r.hex(12)} containerName="main"`,
    ),
  ],
  [
    10,
    klog(
      'I',
      'status_manager.go:872',
      r =>
        `"Patch status for pod" pod=${pod(r)} patch="{\\"metadata\\":{\\"uid\\":\\"${r.hex(8)}\\"},\\"status\\":{\\"conditions\\":[{\\"lastTransitionTime\\":null,\\"type\\":\\"Ready\\"}]}}"`,
    ),
  ],
  [
    9,
    klog(
      'I',
      'reconciler_common.go:231',
      r =>
        `"operationExecutor.MountVolume started for volume \\"kube-api-access-${r.hex(5)}\\" (UniqueName: \\"kubernetes.io/projected/${r.hex(8)}-${r.hex(4)}\\") pod \\"${r.pick(PODS)}\\" " pod=${pod(r)}`,
    ),
  ],
  [
    9,
    klog(
      'I',
      'eviction_manager.go:262',
      r =>
        `"Eviction manager: synchronize housekeeping" memory.available=${r.below(9000000)}Ki nodefs.available=${r.below(90000000)}Ki imagefs.inodesFree=${r.below(9000000)}`,
    ),
  ],
  [
    8,
    klog(
      'I',
      'cpu_manager.go:340',
      r => `"ReconcileState: skipping pod" pod=${pod(r)} containerID="${r.pick(IDS)}" cpuset="0-${r.below(64)}"`,
    ),
  ],
  [
    6,
    klog(
      'E',
      'pod_workers.go:1294',
      r =>
        `"Error syncing pod, skipping" err="failed to \\"StartContainer\\" for \\"main\\" with CreateContainerError: \\"context deadline reached for ${r.hex(12)}\\"" pod=${pod(r)}`,
    ),
  ],
  [
    5,
    klog(
      'W',
      'reflector.go:539',
      r =>
        `object-"${r.pick(SPACES)}"/"config-${r.below(30)}": watch lost for ${r.below(600)}s, resource version ${r.below(99999999)} kept`,
    ),
  ],
  [
    4,
    klog(
      'E',
      'remote_runtime.go:433',
      r => `"ContainerStatus from runtime service gave no answer" containerID="${r.pick(IDS)}" attempt=${r.below(9)}`,
    ),
  ],
  [
    5,
    klog(
      'W',
      'container.go:589',
      r =>
        `Could not read usage of cgroup "/kubepods/burstable/pod${r.hex(8)}-${r.hex(4)}": entry ${r.below(99)} vanished`,
    ),
  ],
];

/** k3s: its own logrus lines, the components inside by klog, etcd by JSON. */
export const K3S: Mix = [
  [
    20,
    (at, r) =>
      `k3s[977]: time="${at.logrus.slice(0, 19)}Z" level=info msg="Handling backend connection request [${r.pick(PODS)}] from 192.0.2.${r.below(250)}:${r.below(60000)}"`,
  ],
  [16, inK3s('I', 'kubelet.go:2412', r => `"SyncLoop UPDATE" source="api" pods=[${pod(r)}]`)],
  [
    10,
    inK3s(
      'I',
      'proxier.go:853',
      r =>
        `"Syncing iptables rules" elapsed="${r.below(900)}.${r.below(999)}ms" services=${r.below(400)} endpoints=${r.below(900)}`,
    ),
  ],
  [
    14,
    (_, r) =>
      `k3s[977]: {"level":"info","ts":"2026-11-23T22:10:${10 + r.below(49)}.${r.below(999999)}Z","caller":"mvcc/index.go:214","msg":"compact tree index","revision":${r.below(99999999)}}`,
  ],
  [
    10,
    inK3s(
      'I',
      'node_lifecycle_controller.go:1044',
      r => `"Node status looked at" node="kn${r.below(40)}" observed=${r.below(999999)} period="40s"`,
    ),
  ],
  [
    8,
    inK3s(
      'I',
      'garbagecollector.go:511',
      r =>
        `"Processing item" item="[v1/Pod, namespace: ${r.pick(SPACES)}, name: ${r.pick(PODS)}, uid: ${r.hex(8)}-${r.hex(4)}]" virtual=false`,
    ),
  ],
  [
    7,
    (at, r) =>
      `k3s[977]: time="${at.logrus.slice(0, 19)}Z" level=warning msg="Slow answer of kine: ${r.below(9)}.${r.below(999)}s for key /registry/leases/${r.pick(SPACES)}/${r.pick(PODS)}"`,
  ],
  [
    6,
    inK3s(
      'E',
      'horizontal.go:226',
      r =>
        `no metrics for deployment ${r.pick(SPACES)}/web-${r.below(30)}: answer ${r.below(600)} of the metrics server`,
    ),
  ],
  [
    5,
    (at, r) =>
      `k3s[977]: time="${at.logrus.slice(0, 19)}Z" level=error msg="Watch of chart ${r.pick(SPACES)}/${r.hex(6)} closed" error="stream ${r.below(9999)} reset"`,
  ],
  [
    4,
    (_, r) =>
      `k3s[977]: {"level":"warn","ts":"2026-11-23T22:10:${10 + r.below(49)}.${r.below(999999)}Z","caller":"etcdserver/util.go:170","msg":"slow read","took":"${r.below(900)}.${r.below(999)}ms","prefix":"read-only range ","request":"key:\\"/registry/pods/${r.pick(SPACES)}/${r.pick(PODS)}\\" "}`,
  ],
];

const containerd =
  (level: string, text: (r: Random) => string): LineOf =>
  (at, r) =>
    `time="${at.logrus}" level=${level} ${text(r)}`;
const CONTAINERD_LINES: readonly (readonly [number, string, (r: Random) => string])[] = [
  [
    22,
    'info',
    r =>
      `msg="CreateContainer within sandbox \\"${r.pick(IDS)}\\" for container &ContainerMetadata{Name:main,Attempt:${r.below(9)},}"`,
  ],
  [22, 'info', r => `msg="StartContainer for \\"${r.pick(IDS)}\\" returns successfully"`],
  [
    18,
    'info',
    r =>
      `msg="PullImage \\"registry.example.com/team/app-${r.below(99)}:v1.${r.below(99)}\\" done" size=${r.below(99999999)}`,
  ],
  [16, 'info', r => `msg="RemoveContainer for \\"${r.pick(IDS)}\\" returns successfully"`],
  [8, 'warning', r => `msg="container event kept back" container=${r.pick(IDS)} type=CONTAINER_STOPPED_EVENT`],
  [
    8,
    'error',
    r =>
      `msg="ExecSync for \\"${r.pick(IDS)}\\" gave up" error="rpc error: code = DeadlineExceeded desc = exec ${r.hex(8)} took ${r.below(99)}s"`,
  ],
  [
    6,
    'debug',
    r => `msg="event forwarded" ns=k8s.io topic=/tasks/exit type=containerd.events.TaskExit id=${r.hex(12)}`,
  ],
];
/** The journal of containerd, and the file that k3s writes instead. */
export const CONTAINERD: Mix = CONTAINERD_LINES.map(([w, level, text]) => [
  w,
  (at, r) => `containerd[801]: ${containerd(level, text)(at, r)}`,
]);
export const CONTAINERD_FILE: Mix = CONTAINERD_LINES.map(([w, level, text]) => [w, containerd(level, text)]);

export const DOCKER: Mix = [
  [
    40,
    (at, r) =>
      `dockerd[912]: time="${at.logrus}" level=info msg="task event" module=libcontainerd namespace=moby topic=/tasks/create container=${r.pick(IDS)}`,
  ],
  [
    30,
    (at, r) =>
      `dockerd[912]: time="${at.logrus}" level=debug msg="Calling GET /v1.40/containers/${r.pick(IDS)}/json?size=${r.below(2)}"`,
  ],
  [
    16,
    (at, r) =>
      `dockerd[912]: time="${at.logrus}" level=warning msg="Health check of ${r.hex(12)} took ${r.below(90)}s"`,
  ],
  [
    14,
    (at, r) =>
      `dockerd[912]: time="${at.logrus}" level=error msg="Handler for GET /v1.40/exec/${r.hex(64)}/json returned error: no exec ${r.hex(64)}"`,
  ],
];

const KERNEL_LINES: readonly (readonly [number, (r: Random) => string])[] = [
  [40, r => `cni0: port ${r.below(90)}(veth${r.hex(8)}) entered forwarding state`],
  [25, r => `device veth${r.hex(8)} left promiscuous mode`],
  [20, r => `IPv6: ADDRCONF(NETDEV_CHANGE): veth${r.hex(8)}: link becomes ready`],
  [
    10,
    r =>
      `audit: type=1400 audit(${1795000000 + r.below(999999)}.${r.below(999)}:${r.below(99999)}): apparmor="ALLOWED" operation="open" profile="cri-containerd" pid=${r.below(99999)} comm="sh"`,
  ],
  [5, r => `nfs: server nas${r.below(9)}.example.com not answering yet, still trying`],
];
export const KERNEL: Mix = KERNEL_LINES.map(([w, text]) => [w, (_, r) => `kernel: ${text(r)}`]);
/** dmesg has the date alone before its lines. */
export const DMESG: Mix = KERNEL_LINES.map(([w, text]) => [w, (_, r) => text(r)]);

export const CHRONYD: Mix = [
  [70, (_, r) => `chronyd[633]: Source 192.0.2.${r.below(250)} replaced with 192.0.2.${r.below(250)}`],
  [
    30,
    (_, r) =>
      `chronyd[633]: System clock TAI offset ${r.below(40)} seconds, frequency ${r.below(30)}.${r.below(999)} ppm`,
  ],
];
