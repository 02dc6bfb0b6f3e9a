import { NODE_KINDS } from '../../bundle/manifest.js';
import type { Bundle } from '../bundle.js';
import { readFact } from '../engine.js';
import type { Fact } from '../fact.js';
import { type NodeValue, nodeObject } from '../facts/cluster/node-object.js';
import { kernelRelease, osName, systemdRelease } from '../facts/system/system-versions.js';
import { cleanLine } from './clean-text.js';
import type { ReportedNode } from './report.js';
import { isoTime } from './times.js';

const LENGTH = 253;

/** Who the node is, by the header of the bundle and what was collected. What is not known is absent. */
export function reportNode(bundle: Bundle): ReportedNode {
  const { header } = bundle;
  const object = readFact(bundle, nodeObject);
  const read = (fact: Fact<NodeValue>) => readFact(bundle, fact)?.value;

  return {
    ...text('name', header?.node.name ?? object?.name),
    ...text('hostname', header?.node.hostname),
    ...(header?.node.kind !== undefined && { kind: NODE_KINDS.find(kind => kind === header.node.kind) ?? 'other' }),
    ...text('kindFrom', header?.node.kindFrom),
    ...(header?.startedAt !== undefined && isoTime('collectedAt', Date.parse(header.startedAt))),
    ...(header?.utcOffsetMinutes !== undefined && { utcOffsetMinutes: header.utcOffsetMinutes }),
    ...(header?.uptimeSeconds !== undefined && { uptimeSeconds: header.uptimeSeconds }),
    ...text('collectedAs', header?.user?.name),
    ...text('collector', header && `${header.collector.name} ${header.collector.version ?? ''}`.trim()),
    ...text('os', read(osName) ?? object?.osImage?.value),
    ...text('kernel', read(kernelRelease) ?? object?.kernelVersion?.value),
    ...text('kubeletVersion', object?.kubeletVersion?.value),
    ...text('runtime', object?.containerRuntimeVersion?.value),
    ...text('systemd', read(systemdRelease)),
    // Of other tools' bundles `origin` tells it: they have no map of ours.
    ...(header?.obfuscated && !bundle.origin && { obfuscated: header.obfuscated }),
  };
}

function text<K extends string>(key: K, value: string | undefined): { readonly [P in K]?: string } {
  if (value === undefined || value === '') return {};
  return { [key]: cleanLine(value, LENGTH) } as { readonly [P in K]?: string };
}
