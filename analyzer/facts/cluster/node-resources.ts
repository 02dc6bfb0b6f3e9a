import { describeNode } from '../../../bundle/specs/kubernetes.js';
import { defineFact, type Evidence, ParseError } from '../../fact.js';
import { type Block, describeBlocks } from './describe-blocks.js';
import { parseQuantity } from './quantity.js';

/** So many cores, bytes or pieces, with the text as it is shown. */
export interface Amount {
  readonly value: number;
  readonly text: string;
  readonly at: Evidence;
}

/** What the scheduler counts of a node. */
export interface NodeResources {
  /** By the names of Kubernetes: `cpu` (cores), `memory` (bytes), `ephemeral-storage` (bytes), `pods`, `nvidia.com/gpu`. */
  readonly allocatable: ReadonlyMap<string, Amount>;
  readonly requests: ReadonlyMap<string, Amount>;
  readonly limits: ReadonlyMap<string, Amount>;
  /** Pods that have not ended. Absent when the account may not list them. */
  readonly pods?: Amount;
  /** `10.42.0.0/24`; absent when the node has none. */
  readonly podRange?: { readonly text: string; readonly at: Evidence };
}

/**
 * Allocatable and Allocated of `kubectl describe node`, whatever its columns. Since 1.11 a row for each resource,
 * before that one row for processor and memory:
 *
 * ```
 *   cpu                3825m (98%)    6 (153%)
 *   nvidia.com/gpu     1              1
 *   CPU Requests  CPU Limits      Memory Requests Memory Limits
 *   1770m (88%)   3672m (183%)    1600Mi (42%)    2350Mi (62%)
 * ```
 */
export const nodeResources = defineFact<NodeResources>({
  name: 'the resources of the node that are given away',
  from: describeNode,
  parse: (source, collection) => {
    const blocks = describeBlocks(source, collection);
    const allocatable = amounts(blocks.get('Allocatable'));
    if (allocatable.size === 0) throw new ParseError('has no Allocatable', source.lines[0]);
    const { requests, limits } = allocated(blocks.get('Allocated resources'));
    if (requests.size === 0) throw new ParseError('has no Allocated resources', source.lines[0]);
    const listed = blocks.get('Non-terminated Pods');
    const count = /^\((\d+) in total\)/.exec(listed?.value ?? '')?.[1];
    const range = blocks.get('PodCIDR');
    return {
      allocatable,
      requests,
      limits,
      ...(listed && count !== undefined && { pods: { value: Number(count), text: count, at: listed.at } }),
      ...(range && range.value !== '' && { podRange: { text: range.value, at: range.at } }),
    };
  },
});

function amounts(block: Block | undefined): Map<string, Amount> {
  const found = new Map<string, Amount>();
  for (const at of block?.rows ?? []) {
    const [, name, text] = /^\s*([\w./-]+):\s+(\S+)\s*$/.exec(at.text) ?? [];
    add(found, name, text, at);
  }
  return found;
}

const CELLS =
  /^\s*(?:([\w./-]+)\s+)?(\d\S*)(?: \(-?\d+%\))?\s+(\d\S*)(?: \(-?\d+%\))?(?:\s+(\d\S*) \(-?\d+%\)\s+(\d\S*) \(-?\d+%\))?\s*$/;

function allocated(block: Block | undefined): { requests: Map<string, Amount>; limits: Map<string, Amount> } {
  const requests = new Map<string, Amount>();
  const limits = new Map<string, Amount>();
  for (const at of block?.rows ?? []) {
    const [, name, request, limit, memoryRequest, memoryLimit] = CELLS.exec(at.text) ?? [];
    add(requests, name ?? 'cpu', request, at);
    add(limits, name ?? 'cpu', limit, at);
    if (name !== undefined) continue;
    add(requests, 'memory', memoryRequest, at);
    add(limits, 'memory', memoryLimit, at);
  }
  return { requests, limits };
}

function add(to: Map<string, Amount>, name: string | undefined, text: string | undefined, at: Evidence): void {
  const value = parseQuantity(text ?? '');
  if (name !== undefined && text !== undefined && value !== undefined) to.set(name, { value, text, at });
}

/** How much of a resource is asked for by pods; undefined when the node has none of it, or the row is not there. */
export function shareOf(
  { allocatable, requests }: NodeResources,
  name: string,
): { readonly requested: Amount; readonly whole: Amount; readonly percent: number } | undefined {
  const requested = requests.get(name);
  const whole = allocatable.get(name);
  if (!requested || !whole || whole.value === 0) return undefined;
  return { requested, whole, percent: (requested.value / whole.value) * 100 };
}
