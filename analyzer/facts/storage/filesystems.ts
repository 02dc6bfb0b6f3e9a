import { dockerDaemon } from '../../../bundle/specs/config.js';
import { df, dfInodes } from '../../../bundle/specs/disk.js';
import { parseJson, textAt } from '../../documents/json.js';
import { type Collection, defineFact, deriveFact, type Fact, optional, ParseError } from '../../fact.js';
import { type NodeObject, nodeObject } from '../cluster/node-object.js';
import { type DfRow, parseDf } from './df.js';

/**
 * nodefs: has /var/lib/kubelet, whose space the kubelet guards as `nodefs`. imagefs: has the images and
 * layers of the runtime. A filesystem may be both; one that is neither has an empty list.
 */
export type Role = 'nodefs' | 'imagefs';

export interface Filesystem extends DfRow {
  readonly roles: readonly Role[];
}

const REMOTE_TYPES = /^(nfs4?|cifs|smb3|smbfs|ceph|glusterfs|lustre|9p|virtiofs|fuse\..+)$/;

/** On another machine: how full it is matters to whoever uses it, and is no trouble of this node. */
export function isRemote({ type, device }: DfRow): boolean {
  return REMOTE_TYPES.test(type ?? '') || /^(\/\/|[\w.-]+:\/)/.test(device);
}

/** All rows of df, also those that are no concern of the node. */
export const filesystemRows = defineFact({ name: 'the space of the filesystems', from: df, parse: parseDf });

/** `"data-root": "/data/docker"` of daemon.json, `graph` in old ones; the default when it says nothing. */
const dockerRoot = defineFact({
  name: "docker's data-root",
  from: dockerDaemon,
  parse: source => {
    const daemon = parseJson(source);
    return textAt(daemon, 'data-root') ?? textAt(daemon, 'graph') ?? '/var/lib/docker';
  },
});

/** Space of the node's own filesystems in KiB. Unknown when df hung or shows no filesystem for the kubelet. */
export const filesystems = withRoles('the filesystems of the node', filesystemRows);

/** Inodes of the node's own filesystems that count them, in numbers. Unknown when df hung. */
export const inodeTables = withRoles(
  'the inodes of the node',
  defineFact({ name: 'the inodes of the filesystems', from: dfInodes, parse: parseDf }),
);

function withRoles(name: string, rows: Fact<DfRow[]>): Fact<readonly Filesystem[]> {
  return deriveFact({
    name,
    needs: { rows, node: optional(nodeObject), docker: optional(dockerRoot) },
    derive: ({ rows: all, node, docker }, collection) => {
      const own = ownRows(all);
      const nodefs = holding(own, '/var/lib/kubelet');
      if (!nodefs) throw new ParseError('df shows no filesystem that could hold /var/lib/kubelet');
      const imagefs = holding(own, imageDirectory(node, docker, collection));
      return firstOfEachDevice(own).map(row => ({
        ...row,
        roles: [
          ...(row.device === nodefs.device ? (['nodefs'] as const) : []),
          ...(row.device === imagefs?.device ? (['imagefs'] as const) : []),
        ],
      }));
    },
  });
}

/** Where the runtime that the node really uses keeps its images. */
function imageDirectory(node: NodeObject | undefined, docker = '/var/lib/docker', { header }: Collection): string {
  const kind = header?.node.kind ?? '';
  const runtime = node?.containerRuntimeVersion?.value ?? '';
  if (runtime.startsWith('docker://')) return docker;
  if (/^(k3s|rke2)/.test(kind) || /k3s|rke2/.test(node?.kubeletVersion?.value ?? '')) return '/var/lib/rancher';
  if (runtime.startsWith('cri-o://')) return '/var/lib/containers';
  return '/var/lib/containerd';
}

/** Without noise. A root of a kind that is noise elsewhere (live systems, nodes in containers) is still the root. */
function ownRows(rows: readonly DfRow[]): readonly DfRow[] {
  const own = rows.filter(row => !isNoise(row));
  if (own.some(({ mount }) => mount === '/')) return own;
  return rows.filter(row => row.mount === '/' || own.includes(row));
}

/** The filesystem that a path lies on: the one with the longest mount point above it. */
function holding(rows: readonly DfRow[], path: string): DfRow | undefined {
  const above = rows.filter(({ mount }) => mount === '/' || path === mount || path.startsWith(`${mount}/`));
  return above.sort((a, b) => b.mount.length - a.mount.length)[0];
}

/** Bind mounts repeat a device: its shortest mount point stands for it. */
function firstOfEachDevice(rows: readonly DfRow[]): DfRow[] {
  return rows.filter(row => {
    const same = rows.filter(({ device }) => device === row.device);
    const shortest = Math.min(...same.map(({ mount }) => mount.length));
    return same.find(({ mount }) => mount.length === shortest) === row;
  });
}

/** Filesystems that live in memory, repeat another one, or are full by nature, as images of CDs and snaps. */
const NOISE_TYPES =
  /^(overlay|overlayfs|aufs|tmpfs|devtmpfs|ramfs|rootfs|shm|squashfs|erofs|iso9660|udf|efivarfs|nsfs|proc|sysfs|cgroup2?|fuse\.lxcfs|fuse\.snapfuse|autofs)$/;
const NOISE_DEVICES =
  /^(overlay|tmpfs|devtmpfs|udev|shm|none|rootfs|efivarfs|cgroup|cgroup_root|\/dev\/(loop|sr|cdrom)\d*)$/;
/** Volumes of pods belong to the pods, whose limits the node does not guard. /boot is small and does not grow. */
const NOISE_MOUNTS =
  /^\/(boot|snap|dev|proc|sys|run|var\/lib\/snapd|var\/lib\/kubelet\/(pods|plugins)|var\/lib\/docker\/(overlay2?|containers|devicemapper|aufs))(\/|$)/;

function isNoise({ device, type, mount }: DfRow): boolean {
  return NOISE_TYPES.test(type ?? '') || NOISE_DEVICES.test(device) || NOISE_MOUNTS.test(mount);
}
