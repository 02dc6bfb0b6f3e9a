/** Any run of so many bytes holds a word that begins at a multiple of four. */
export const WINDOW_BYTES = 7;

/** Found in most lines of the logs of a node: a poor thing to look for. */
const COMMON = [
  ' level=error level=warning level=info msg="failed',
  'time="20 error=" err=" error: Error ',
  'container containerd containerID id=" pod=" sandbox ',
  '.go:1] kubelet.go: Failed to Unable to failed to ',
  'message="  node "node" not found ready starting started stopped ',
  'error: code = Unknown desc = rpc error: ',
  '.service: operation request response timeout deadline exceeded',
  // Of a kubelet at verbose level.
  'Eviction manager: synchronize housekeeping eviction_manager.go status_manager.go ContainerStatus',
  'SyncLoop (PLEG): event for pod Generic (PLEG): Probe succeeded probeType="Readiness" "Liveness" prober.go',
  'operationExecutor.MountVolume.SetUp started succeeded for volume \\"kube-api-access reconciler_common.go',
  ' route_controller seconds Started Container executing Patch status for pod secret configmap projected',
  // Of runtimes, k3s and kernels.
  'Calling GET Handling backend connection request registry etcdserver compact link becomes ready file comm= pid=',
];
const COMMON_GRAMS = new Set(COMMON.flatMap(gramsOf));
const COMMON_PENALTY = 1000;
/** What stands before every line of a journal: the engine passes it over when nothing in it is sought. */
const PREFIXES = [
  ' kubelet[',
  ' containerd[',
  ' dockerd[',
  ' k3s[',
  ' rke2[',
  ' systemd[1]: ',
  ' kernel: ',
  ' chronyd[',
];
const PREFIX_GRAMS = new Set(PREFIXES.flatMap(gramsOf));
const PREFIX_PENALTY = 1_000_000;
/** For each other anchor with the same four bytes: all of them are looked at where those are met. */
const SHARED_PENALTY = 50;
const BYTE_COST = Uint8Array.from({ length: 256 }, (_, byte) => byteCost(String.fromCharCode(byte)));

/**
 * Where in each anchor the seven bytes begin that are least likely to be met in a log by chance, or to be met for
 * another one. It only decides how fast the scan is, never what it finds.
 */
export function rarestWindows(anchors: Iterable<string>): ReadonlyMap<string, number> {
  const texts = new Map([...anchors].map(anchor => [anchor, Buffer.from(anchor).toString('latin1')]));
  const sharing = new Map<string, number>();
  for (const text of texts.values()) for (const gram of gramsOf(text)) sharing.set(gram, (sharing.get(gram) ?? -1) + 1);
  return new Map([...texts].map(([anchor, text]) => [anchor, rarestIn(text, sharing)]));
}

function gramsOf(text: string): string[] {
  return Array.from({ length: Math.max(0, text.length - 3) }, (_, i) => text.slice(i, i + 4));
}

function rarestIn(text: string, sharing: ReadonlyMap<string, number>): number {
  const costs = gramsOf(text).map(gram => gramCost(gram) + SHARED_PENALTY * (sharing.get(gram) ?? 0));
  let best = 0;
  let bestCost = Number.POSITIVE_INFINITY;
  for (let at = 0; at + WINDOW_BYTES <= text.length; at++) {
    const cost = (costs[at] ?? 0) + (costs[at + 1] ?? 0) + (costs[at + 2] ?? 0) + (costs[at + 3] ?? 0);
    if (cost < bestCost) [best, bestCost] = [at, cost];
  }
  return best;
}

/** Grows with how often the four bytes are expected: the product of how common each of them is. */
function gramCost(gram: string): number {
  let product = 1;
  for (let i = 0; i < gram.length; i++) product *= BYTE_COST[gram.charCodeAt(i)] as number;
  if (PREFIX_GRAMS.has(gram)) return product + PREFIX_PENALTY;
  return COMMON_GRAMS.has(gram) ? product + COMMON_PENALTY : product;
}

function byteCost(letter: string): number {
  if ('etaoinsr '.includes(letter)) return 5;
  if (/[a-z]/.test(letter)) return 3;
  if (/[0-9/."=:-]/.test(letter)) return 4;
  return 1;
}
