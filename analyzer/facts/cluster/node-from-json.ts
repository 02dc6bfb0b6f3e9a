import { at, lineWith, listAt, parseJson, textAt } from '../../documents/json.js';
import { type Evidence, ParseError, type Source } from '../../fact.js';
import type { NodeCondition, NodeObject, NodeTaint, NodeValue } from './node-object.js';

/** Reads `kubectl get node NAME -o json`. Throws ParseError when it has no conditions. */
export function nodeFromJson(source: Source): NodeObject {
  const node = parseJson(source);
  const conditions = listAt(node, 'status', 'conditions').flatMap(condition => readCondition(condition, source));
  if (conditions.length === 0) throw new ParseError('has no status.conditions', source.lines[0]);
  return {
    name: textAt(node, 'metadata', 'name') ?? '',
    conditions,
    taints: listAt(node, 'spec', 'taints').flatMap(taint => readTaint(taint, source)),
    unschedulable:
      at(node, 'spec', 'unschedulable') === true
        ? { value: true, at: lineWith(source, '"unschedulable"') }
        : { value: false },
    ...info('containerRuntimeVersion'),
    ...info('kubeletVersion'),
    ...info('osImage'),
    ...info('kernelVersion'),
  };

  function info<K extends string>(key: K): { readonly [P in K]?: NodeValue } {
    const value = textAt(node, 'status', 'nodeInfo', key);
    if (value === undefined) return {};
    return { [key]: { value, at: lineWith(source, `"${key}"`) } } as { [P in K]: NodeValue };
  }
}

function readCondition(condition: unknown, source: Source): NodeCondition[] {
  const type = textAt(condition, 'type');
  const status = textAt(condition, 'status');
  if (type === undefined || (status !== 'True' && status !== 'False' && status !== 'Unknown')) return [];
  const lastHeartbeat = time(textAt(condition, 'lastHeartbeatTime'));
  const lastTransition = time(textAt(condition, 'lastTransitionTime'));
  return [
    {
      type,
      status,
      reason: textAt(condition, 'reason') ?? '',
      message: textAt(condition, 'message') ?? '',
      ...(lastHeartbeat !== undefined && { lastHeartbeat }),
      ...(lastTransition !== undefined && { lastTransition }),
      at: conditionLine(source, type, textAt(condition, 'message')),
    },
  ];
}

/** The line with the message, which tells most: kubectl prints it a few lines above the type. */
function conditionLine(source: Source, type: string, message: string | undefined): Evidence {
  const typeLine = lineWith(source, `"type": "${type}"`);
  const quoted = `"message": ${JSON.stringify(message ?? '')}`;
  const above = source.lines.slice(Math.max(0, typeLine.line - 6), typeLine.line);
  return above.find(candidate => candidate.text.includes(quoted)) ?? typeLine;
}

function readTaint(taint: unknown, source: Source): NodeTaint[] {
  const key = textAt(taint, 'key');
  const effect = textAt(taint, 'effect');
  if (key === undefined || effect === undefined) return [];
  const value = textAt(taint, 'value');
  return [{ key: value === undefined ? key : `${key}=${value}`, effect, at: lineWith(source, `"key": "${key}"`) }];
}

function time(text: string | undefined): number | undefined {
  const parsed = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(parsed) || parsed <= 0 ? undefined : parsed;
}
