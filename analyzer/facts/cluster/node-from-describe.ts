import { type Collection, type Evidence, ParseError, type Source } from '../../fact.js';
import { type Block, describeBlocks } from './describe-blocks.js';
import type { NodeCondition, NodeObject, NodeTaint, NodeValue } from './node-object.js';

/**
 * Reads `kubectl describe node` of all generations (1.2 to 1.36). Throws ParseError when it has no
 * conditions: a cut file, or another command's output.
 */
export function nodeFromDescribe(source: Source, collection: Collection): NodeObject {
  const blocks = describeBlocks(source, collection);
  const conditions = readConditions(blocks.get('Conditions')?.rows ?? []);
  if (conditions.length === 0) throw new ParseError('has no Conditions', source.lines[0]);
  const unschedulable = blocks.get('Unschedulable');
  const info = systemInfo(blocks.get('System Info')?.rows ?? []);
  return {
    name: blocks.get('Name')?.value ?? '',
    conditions,
    taints: readTaints(blocks.get('Taints')),
    unschedulable: unschedulable ? { value: unschedulable.value === 'true', at: unschedulable.at } : { value: false },
    ...present('containerRuntimeVersion', info.get('Container Runtime Version')),
    ...present('kubeletVersion', info.get('Kubelet Version')),
    ...present('osImage', info.get('OS Image')),
    ...present('kernelVersion', info.get('Kernel Version')),
  };
}

const STAMP = String.raw`\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d [+-]\d{4}`;
/** `Ready  False  Wed, 01 May 2024 08:00:00 +0000  Wed, 01 May 2024 07:00:00 +0000  KubeletNotReady  PLEG is not healthy`. */
const CONDITION = new RegExp(String.raw`^\s*(\S+)\s+(True|False|Unknown)\s+(${STAMP})\s+(${STAMP})\s+(\S.*)$`);

function readConditions(rows: readonly Evidence[]): NodeCondition[] {
  const conditions: NodeCondition[] = [];
  for (const at of rows) {
    const [, type, status, heartbeat, transition, rest] = CONDITION.exec(at.text) ?? [];
    if (type && status && heartbeat && transition && rest) {
      conditions.push({
        type,
        status: status as NodeCondition['status'],
        ...reasonAndMessage(rest),
        ...times(heartbeat, transition),
        at,
      });
    } else {
      // A message may hold line breaks, which kubectl prints as they are.
      const last = conditions.pop();
      if (last) conditions.push({ ...last, message: `${last.message} ${at.text.trim()}`.trim() });
    }
  }
  return conditions;
}

/** Two spaces or more between them; one where the padding was lost. Reasons of NPD plug-ins may hold spaces. */
function reasonAndMessage(rest: string): { reason: string; message: string } {
  const text = rest.trimEnd();
  const gap = /\s{2,}|\t/.exec(text) ?? /\s/.exec(text);
  if (!gap) return { reason: text, message: '' };
  return { reason: text.slice(0, gap.index), message: text.slice(gap.index).trim() };
}

function times(heartbeat: string, transition: string): Pick<NodeCondition, 'lastHeartbeat' | 'lastTransition'> {
  const lastHeartbeat = parseStamp(heartbeat);
  const lastTransition = parseStamp(transition);
  return {
    ...(lastHeartbeat !== undefined && { lastHeartbeat }),
    ...(lastTransition !== undefined && { lastTransition }),
  };
}

/** `Mon, 23 Nov 2026 19:58:19 +0000` as milliseconds since 1970 UTC; undefined for Go's zero time, year 1. */
export function parseStamp(text: string): number | undefined {
  // Date.parse takes the year 0001 for 2001.
  const time = / 0001 /.test(text) ? Number.NaN : Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}

/** `node.kubernetes.io/unreachable:NoSchedule` or `key=value:Effect`, one a line, or `<none>`. */
function readTaints(block: Block | undefined): NodeTaint[] {
  if (!block) return [];
  const lines = [{ text: block.value, at: block.at }, ...block.rows.map(at => ({ text: at.text.trim(), at }))];
  return lines.flatMap(({ text, at }) => {
    const colon = text.lastIndexOf(':');
    return colon > 0 ? [{ key: text.slice(0, colon), effect: text.slice(colon + 1), at }] : [];
  });
}

function systemInfo(rows: readonly Evidence[]): ReadonlyMap<string, NodeValue> {
  const info = new Map<string, NodeValue>();
  for (const at of rows) {
    const [, key, value] = /^\s*([A-Z][A-Za-z -]*):\s*(\S.*)$/.exec(at.text.trimEnd()) ?? [];
    if (key && value) info.set(key, { value, at });
  }
  return info;
}

function present<K extends string>(key: K, value: NodeValue | undefined): { readonly [P in K]?: NodeValue } {
  return value ? ({ [key]: value } as { [P in K]: NodeValue }) : {};
}
