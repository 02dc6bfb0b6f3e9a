import type { KubeletThresholds } from '../facts/kubelet/kubelet-thresholds.js';
import { type Filesystem, isRemote } from '../facts/storage/filesystems.js';
import { evictionLimit, imageGcLimit, type Room } from './kubelet-limit.js';
import type { Measured } from './measure.js';

/** Space of the node's filesystems in bytes, those of the kubelet first. */
export function measureSpace(rows: readonly Filesystem[], thresholds: KubeletThresholds | undefined): Measured[] {
  return ownFirst(rows).map(row => {
    const room = { total: row.size * 1024, used: row.used * 1024, available: row.available * 1024 };
    return {
      kind: 'disk',
      unit: 'bytes',
      ...about(row, room),
      limits: [
        ...row.roles.flatMap(role => evictionLimit(`${role}.available`, room, thresholds)),
        ...(row.roles.includes('imagefs') ? imageGcLimit(room, thresholds) : []),
      ],
    };
  });
}

/** Inodes of the node's filesystems. */
export function measureInodes(rows: readonly Filesystem[], thresholds: KubeletThresholds | undefined): Measured[] {
  return ownFirst(rows).map(row => {
    const room = { total: row.size, used: row.used, available: row.available };
    return {
      kind: 'inodes',
      unit: 'count',
      ...about(row, room),
      limits: row.roles.flatMap(role => evictionLimit(`${role}.inodesFree`, room, thresholds)),
    };
  });
}

function about({ mount, roles, at }: Filesystem, { used, total }: Room) {
  return { name: roles.length > 0 ? `${mount} (${roles.join(', ')})` : mount, used, total, at };
}

function ownFirst(rows: readonly Filesystem[]): readonly Filesystem[] {
  const rank = (row: Filesystem) => (row.roles.length > 0 ? 0 : isRemote(row) ? 2 : 1);
  return [...rows].sort((a, b) => rank(a) - rank(b));
}
