import os from 'node:os';
import { judgeCommand } from './command-end.js';
import type { Dependencies } from './dependencies.js';
import type { Kubectl } from './kubectl.js';
import { readText, runCommand } from './run-command.js';

export interface NodeName {
  readonly name?: string;
  /** How it was found, or why it was not. */
  readonly nameFrom: string;
}

export interface Machine {
  readonly hostname: string;
  readonly machineId: string | undefined;
}

/** One line a node: name, machine-id, host name label, addresses. */
export const ASK =
  '--output=jsonpath={range .items[*]}{.metadata.name}{"\\t"}{.status.nodeInfo.machineID}{"\\t"}' +
  '{.metadata.labels.kubernetes\\.io/hostname}{"\\t"}{range .status.addresses[*]}{.address}{" "}{end}{"\\n"}{end}';
const TIMEOUT_SECONDS = 10;

/** Asks the API server, once, which of its nodes this machine is. When it does not answer, nobody asks it again. */
export async function findNodeName(
  kubectl: Kubectl | undefined,
  machine: Machine,
  dependencies: Dependencies,
  signal?: AbortSignal,
): Promise<NodeName> {
  const guess = (why: string): NodeName => ({
    name: machine.hostname.toLowerCase(),
    nameFrom: `the hostname, not checked: ${why}`,
  });
  if (!kubectl) return guess('there is no kubectl');
  const run = await runCommand([...kubectl.argv, 'get', 'nodes', ASK], {
    content: 'document',
    maxBytes: 16 * 2 ** 20,
    timeoutSeconds: TIMEOUT_SECONDS,
    signal,
  });
  const { outcome, reason } = judgeCommand(run, { okExits: [], missingExits: [] });
  const why = [reason, kubectl.hint].filter(Boolean).join('; ');
  dependencies.learn('api-server', { outcome, reason: why, stderr: run.stderr, stuck: run.stuck });
  return outcome === 'ok' ? matchNode(readText(run.stdout), machine) : guess(why || outcome);
}

/** Which line of the answer is this machine. */
export function matchNode(answer: string, machine: Machine, addresses = ownAddresses()): NodeName {
  const nodes = answer
    .split('\n')
    .filter(Boolean)
    .map(line => {
      const [name = '', machineId = '', label = '', list = ''] = line.split('\t');
      return { name, machineId, label, addresses: list.split(' ').filter(Boolean) };
    });
  // Machines that were cloned share a machine-id: it counts when one node has it.
  const sameId = nodes.filter(node => machine.machineId && node.machineId.replaceAll('-', '') === machine.machineId);
  if (sameId[0] && sameId.length === 1)
    return { name: sameId[0].name, nameFrom: `machine-id of node ${sameId[0].name}` };
  const candidates = sameId.length > 0 ? sameId : nodes;
  const host = machine.hostname.toLowerCase();
  const short = host.split('.')[0] ?? host;
  for (const wanted of [host, short]) {
    const byName = candidates.find(node => node.name === wanted || node.label.toLowerCase() === wanted);
    if (byName) return { name: byName.name, nameFrom: `hostname is that of node ${byName.name}` };
  }
  const byAddress = candidates.find(node => node.addresses.some(address => addresses.has(address)));
  if (byAddress)
    return { name: byAddress.name, nameFrom: `an address of this machine is one of node ${byAddress.name}` };
  return { nameFrom: 'no node of the cluster has the machine-id, hostname or an address of this machine: give --node' };
}

function ownAddresses(): ReadonlySet<string> {
  const all = Object.values(os.networkInterfaces()).flatMap(list => list ?? []);
  return new Set(all.filter(one => !one.internal).map(one => one.address));
}
