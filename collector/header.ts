import { createHash } from 'node:crypto';
import os from 'node:os';
import { FORMAT_VERSION, type ManifestHeader } from '../bundle/manifest.js';
import type { Dependencies } from './dependencies.js';
import type { Kubectl } from './kubectl.js';
import { findNodeKind } from './node-kind.js';
import { findNodeName } from './node-name.js';
import { readSmallFile } from './read-file.js';
import type { UnitStates } from './units.js';
import { version } from './version.js';

export interface HeaderSources {
  readonly node: string | undefined;
  readonly kubectl: Kubectl | undefined;
  readonly units: UnitStates;
  readonly dependencies: Dependencies;
}

/** What is known of the node before the first spec runs. */
export async function describeNode({ node, kubectl, units, dependencies }: HeaderSources): Promise<ManifestHeader> {
  const now = new Date();
  const hostname = os.hostname();
  const machineId = (await readSmallFile('/etc/machine-id')) || undefined;
  const bootId = await readSmallFile('/proc/sys/kernel/random/boot_id');
  const name =
    node === undefined
      ? await findNodeName(kubectl, { hostname, machineId }, dependencies)
      : { name: node, nameFrom: '--node' };
  return {
    format: 'nodetriage-bundle',
    version: FORMAT_VERSION,
    collector: { name: 'node', version },
    node: {
      ...name,
      hostname,
      ...(machineId && { machineIdHash: createHash('sha256').update(machineId).digest('hex').slice(0, 32) }),
      ...(bootId && { bootId }),
      ...(await findNodeKind(units)),
    },
    startedAt: now.toISOString(),
    utcOffsetMinutes: -now.getTimezoneOffset() || 0,
    uptimeSeconds: Math.round(os.uptime()),
    user: { id: process.geteuid?.() ?? -1, name: userName() },
  };
}

/** A user without a line in /etc/passwd has no name. */
function userName(): string {
  try {
    return os.userInfo().username;
  } catch {
    return process.env['USER'] ?? '';
  }
}
