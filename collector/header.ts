import { createHash } from 'node:crypto';
import os from 'node:os';
import { FORMAT_VERSION, type ManifestHeader, type RunLimits } from '../bundle/manifest.js';
import type { Dependencies } from './dependencies.js';
import type { Kubectl } from './kubectl.js';
import { findNodeKind } from './node-kind.js';
import { findNodeName } from './node-name.js';
import { readSmallFile } from './read-file.js';
import { readText, runCommand } from './run-command.js';
import type { UnitStates } from './units.js';
import { version } from './version.js';

export interface HeaderSources {
  readonly node: string | undefined;
  readonly kubectl: Kubectl | undefined;
  readonly units: UnitStates;
  readonly dependencies: Dependencies;
  readonly limits: RunLimits;
  readonly signal: AbortSignal;
}

/** What is known of the node before the first spec runs. */
export async function describeNode(sources: HeaderSources): Promise<ManifestHeader> {
  const { node, kubectl, units, dependencies, limits, signal } = sources;
  const now = new Date();
  const hostname = os.hostname();
  const machineId = (await readSmallFile('/etc/machine-id', signal)) || undefined;
  const bootId = await readSmallFile('/proc/sys/kernel/random/boot_id', signal);
  const name =
    node === undefined
      ? await findNodeName(kubectl, { hostname, machineId }, dependencies, signal)
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
      ...(await findNodeKind(units, signal)),
    },
    startedAt: now.toISOString(),
    utcOffsetMinutes: -now.getTimezoneOffset() || 0,
    uptimeSeconds: Math.round(os.uptime()),
    user: { id: process.geteuid?.() ?? -1, name: await userName(signal) },
    limits,
  };
}

/** A user without a line in /etc/passwd has no name. In a child: a directory server may be asked, and not answer. */
async function userName(signal: AbortSignal): Promise<string> {
  const run = await runCommand(['id', '-un'], { content: 'document', maxBytes: 1024, timeoutSeconds: 3, signal });
  return run.exitCode === 0 ? readText(run.stdout).trim() : (process.env['USER'] ?? '');
}
