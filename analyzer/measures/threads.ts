import type { KubeletThresholds } from '../facts/kubelet/kubelet-thresholds.js';
import type { Process } from '../facts/load/processes.js';
import type { UnitTasks } from '../facts/load/unit-tasks.js';
import type { Count, ProcessThreads } from '../facts/system/threads.js';
import { evictionLimit } from './kubelet-limit.js';
import { type Measured, placeOf } from './measure.js';

/** As many as one looks at. */
const TOP_PROCESSES = 10;
const FULLEST_SERVICES = 3;

interface Threads {
  readonly inUse: Count | undefined;
  readonly pidMax: Count | undefined;
  readonly threadsMax: Count | undefined;
  readonly ofPods: { readonly used: Count; readonly limit: Count | undefined } | undefined;
  readonly ofUnits: readonly UnitTasks[] | undefined;
  readonly thresholds: KubeletThresholds | undefined;
}

/** Threads of the whole node, of all pods, and of the services that have used most of what they may have. */
export function measureThreads({ inUse, pidMax, threadsMax, ofPods, ofUnits, thresholds }: Threads): Measured[] {
  const whole = ofNode(inUse, pidMax, threadsMax, thresholds);
  return [
    ...whole,
    ...(ofPods?.limit ? [within('kubepods.slice', ofPods.used, ofPods.limit, 'pids.max')] : []),
    ...(ofUnits ?? [])
      // Under an alias, as chronyd for chrony, a service is shown twice.
      .filter(({ unit, limit }, i, all) => limit > 0 && all.findIndex(other => other.unit === unit) === i)
      .sort((a, b) => b.used / b.limit - a.used / a.limit)
      .slice(0, FULLEST_SERVICES)
      .flatMap(({ unit, used, limit, at }) => {
        const [current, max] = ['TasksCurrent=', 'TasksMax='].map(key => at.find(({ text }) => text.startsWith(key)));
        if (!current || !max) return [];
        return [within(unit, { value: used, at: current }, { value: limit, at: max }, 'TasksMax')];
      }),
  ];
}

/** The smaller of both limits is the one that is reached, and the capacity that the kubelet counts with. */
function ofNode(
  inUse: Count | undefined,
  pidMax: Count | undefined,
  threadsMax: Count | undefined,
  thresholds: KubeletThresholds | undefined,
): Measured[] {
  if (!inUse) return [];
  const limits = [
    ...(pidMax ? [{ at: pidMax.value, name: 'kernel.pid_max', from: placeOf(pidMax.at) }] : []),
    ...(threadsMax ? [{ at: threadsMax.value, name: 'kernel.threads-max', from: placeOf(threadsMax.at) }] : []),
  ].sort((a, b) => a.at - b.at);
  const total = limits[0]?.at;
  const used = inUse.value;
  const evicts =
    total === undefined ? [] : evictionLimit('pid.available', { total, used, available: total - used }, thresholds);
  return [
    {
      kind: 'pids',
      unit: 'count',
      used,
      ...(total !== undefined && { total }),
      limits: [...evicts, ...limits],
      at: inUse.at,
    },
  ];
}

function within(name: string, used: Count, limit: Count, rule: string): Measured {
  return {
    kind: 'pids',
    unit: 'count',
    name,
    used: used.value,
    total: limit.value,
    limits: [{ at: limit.value, name: rule, from: placeOf(limit.at) }],
    at: used.at,
  };
}

/**
 * The processes with most threads: `java (812), default/web-0`. By ps, which has a row for each process; where a
 * small ps tells no threads, by the list of all threads.
 */
export function measureProcesses(
  processes: readonly Process[] | undefined,
  threads: readonly ProcessThreads[] | undefined,
  podOf: ((pid: number) => string | undefined) | undefined,
): Measured[] {
  const counted = processes?.flatMap(({ pid, command, threads: count, at }) =>
    count === undefined ? [] : [{ pid, command, threads: count, at }],
  );
  const told = counted && counted.length > 0 ? counted : threads;
  return [...(told ?? [])]
    .sort((a, b) => b.threads - a.threads)
    .slice(0, TOP_PROCESSES)
    .map(({ pid, command, threads: used, at }) => {
      const pod = podOf?.(pid);
      const name = `${command} (${pid})${pod === undefined ? '' : `, ${pod}`}`;
      return { kind: 'threads', unit: 'count', name, used, limits: [], at };
    });
}
