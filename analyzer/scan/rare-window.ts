/** Any run of so many bytes holds a word that begins at a multiple of four. */
export const WINDOW_BYTES = 7;

/** Found in most lines of the logs of a node: a poor thing to look for. */
const COMMON = [
  ' level=error level=warning level=info msg="failed',
  'time="20 error=" err=" error: Error ',
  'kubelet[ containerd[ dockerd[ k3s[ systemd[1]: kernel: ',
  'container containerd containerID id=" pod=" sandbox ',
  '.go:1] kubelet.go: Failed to Unable to failed to ',
  'message="  node "node" not found ready starting started stopped ',
  'error: code = Unknown desc = rpc error: ',
  '.service: operation request response timeout deadline exceeded',
];
const COMMON_GRAMS = new Set(COMMON.flatMap(text => Array.from(text, (_, i) => text.slice(i, i + 4))));
const COMMON_PENALTY = 1000;
const BYTE_COST = Uint8Array.from({ length: 256 }, (_, byte) => byteCost(String.fromCharCode(byte)));
const known = new Map<string, number>();

/**
 * Where in an anchor the seven bytes begin that are least likely to be met in a log by chance. It only
 * decides how fast the scan is, never what it finds.
 */
export function rarestWindow(anchor: Buffer): number {
  const text = anchor.toString('latin1');
  let best = known.get(text);
  if (best === undefined) {
    best = findRarest(anchor, text);
    known.set(text, best);
  }
  return best;
}

function findRarest(anchor: Buffer, text: string): number {
  const costs = Array.from({ length: anchor.length - 3 }, (_, i) => gramCost(anchor, i, text.slice(i, i + 4)));
  let best = 0;
  let bestCost = Number.POSITIVE_INFINITY;
  for (let at = 0; at + WINDOW_BYTES <= anchor.length; at++) {
    const cost = (costs[at] ?? 0) + (costs[at + 1] ?? 0) + (costs[at + 2] ?? 0) + (costs[at + 3] ?? 0);
    if (cost < bestCost) [best, bestCost] = [at, cost];
  }
  return best;
}

/** Grows with how often the four bytes are expected: the product of how common each of them is. */
function gramCost(bytes: Buffer, at: number, gram: string): number {
  let product = 1;
  for (let i = at; i < at + 4; i++) product *= BYTE_COST[bytes[i] as number] as number;
  return COMMON_GRAMS.has(gram) ? product + COMMON_PENALTY : product;
}

function byteCost(letter: string): number {
  if ('etaoinsr '.includes(letter)) return 5;
  if (/[a-z]/.test(letter)) return 3;
  if (/[0-9/."=:-]/.test(letter)) return 4;
  return 1;
}
