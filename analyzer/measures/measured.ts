import { deriveFact, optional } from '../fact.js';
import { nodeResources } from '../facts/cluster/node-resources.js';
import { kubeletThresholds } from '../facts/kubelet/kubelet-thresholds.js';
import { podThreads } from '../facts/load/pod-threads.js';
import { podOfProcess } from '../facts/load/process-pods.js';
import { processes } from '../facts/load/processes.js';
import { unitTasks } from '../facts/load/unit-tasks.js';
import { conntrackCount, conntrackMax } from '../facts/network/counters.js';
import { filesystems, inodeTables } from '../facts/storage/filesystems.js';
import { memory } from '../facts/system/memory.js';
import { pidMax, threadsByProcess, threadsInUse, threadsMax } from '../facts/system/threads.js';
import { clockOffset } from '../facts/time/clock-offset.js';
import { measureClock } from './clock.js';
import { measureConnections } from './connections.js';
import { measureInodes, measureSpace } from './filesystems.js';
import type { Measured } from './measure.js';
import { measureMemory } from './memory.js';
import { measureResources } from './resources.js';
import { measureProcesses, measureThreads } from './threads.js';

/** All that the bundle tells of what the node uses of what it has. What it does not tell is left out. */
export const measured = deriveFact({
  name: 'what the node uses of what it has',
  needs: {
    space: optional(filesystems),
    inodes: optional(inodeTables),
    thresholds: optional(kubeletThresholds),
    memory: optional(memory),
    inUse: optional(threadsInUse),
    pidMax: optional(pidMax),
    threadsMax: optional(threadsMax),
    ofPods: optional(podThreads),
    ofUnits: optional(unitTasks),
    connections: optional(conntrackCount),
    connectionsMax: optional(conntrackMax),
    resources: optional(nodeResources),
    processes: optional(processes),
    threads: optional(threadsByProcess),
    podOf: optional(podOfProcess),
    offset: optional(clockOffset),
  },
  derive: (known): readonly Measured[] => [
    ...measureSpace(known.space ?? [], known.thresholds),
    ...measureInodes(known.inodes ?? [], known.thresholds),
    ...measureMemory(known.memory, known.thresholds),
    ...measureThreads(known),
    ...measureConnections(known.connections, known.connectionsMax),
    ...measureResources(known.resources),
    ...measureProcesses(known.processes, known.threads, known.podOf),
    ...measureClock(known.offset),
  ],
});
