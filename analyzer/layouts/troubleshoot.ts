import * as disk from '../../bundle/specs/disk.js';
import * as kubernetes from '../../bundle/specs/kubernetes.js';
import * as logs from '../../bundle/specs/logs.js';
import * as node from '../../bundle/specs/node.js';
import * as runtime from '../../bundle/specs/runtime.js';
import * as time from '../../bundle/specs/time.js';
import { UNITS, unitJournal } from '../../bundle/specs/units.js';
import { leaseOfList, nodeEventLines, nodeOfList, podLines, warningLines } from './cuts/cluster-objects.js';
import { joined, type Layout, place } from './layout.js';

const resources = (name: string) => `cluster-resources/${name}`;
/** What a host collector ran carries the name that the spec of the bundle gives it: these are the usual ones. */
const run = (...names: readonly string[]) =>
  names.flatMap(name => [`host-collectors/run-host/${name}.txt`, `host-collectors/{node}/run-host/${name}.txt`]);
const journald = (name: string) => [
  `host-collectors/journald/${name}.txt`,
  `host-collectors/{node}/journald/${name}.txt`,
];

/**
 * Support bundles of troubleshoot.sh: what the API server knows, of all nodes; of a node itself only what its host
 * collectors were told to run.
 */
export const troubleshoot: Layout = {
  tool: 'troubleshoot',
  marks: [
    ['version.yaml', 'analysis.json', 'execution-data/'],
    ['cluster-resources/', 'host-collectors/'],
  ],
  version: { path: 'version.yaml', told: /^ {1,8}versionNumber: ["']?(v?\d[\w.+-]{0,40})/m },
  nodeLists: [resources('nodes.json')],
  about: folder => {
    const [, date, hours, minutes, seconds] =
      /support-bundle-(\d{4}-\d\d-\d\d)T(\d\d)_(\d\d)_(\d\d)\//.exec(folder) ?? [];
    if (date === undefined) return { utcOffsetMinutes: 0 };
    return { utcOffsetMinutes: 0, collectedAt: Date.parse(`${date}T${hours}:${minutes}:${seconds}Z`) };
  },
  places: [
    place(kubernetes.nodeJson, resources('nodes.json'), nodeOfList),
    joined(kubernetes.nodeEvents, resources('events/*.json'), nodeEventLines),
    joined(kubernetes.warningEvents, resources('events/*.json'), warningLines),
    joined(kubernetes.podsOnNode, resources('pods/*.json'), podLines),
    place(kubernetes.leases, resources('leases/kube-node-lease.json'), leaseOfList),
    place(node.date, run('date')),
    place(node.uptime, run('uptime')),
    place(disk.df, run('df', 'disk-usage', 'disk', 'df-h')),
    place(disk.dfInodes, run('df-i', 'df-inodes', 'inodes')),
    place(node.free, run('free', 'memory')),
    place(time.chronyTracking, run('chronyc-tracking', 'chronyc_tracking', 'chrony')),
    place(time.timedatectl, run('timedatectl')),
    place(logs.dmesg, [...run('dmesg'), ...journald('dmesg')]),
    ...UNITS.map(unit =>
      place(unitJournal[unit], [...journald(unit), ...journald(`${unit}.service`), ...run(`journalctl-${unit}`)]),
    ),
    place(runtime.crictlInfo, run('crictl-info')),
  ],
};
