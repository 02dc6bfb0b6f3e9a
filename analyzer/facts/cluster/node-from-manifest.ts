import { at, listAt, parseJson, textAt } from '../../documents/json.js';
import { parseYaml } from '../../documents/yaml.js';
import { type Evidence, ParseError, type Source } from '../../fact.js';
import type { NodeCondition, NodeObject, NodeTaint, NodeValue } from './node-object.js';

/** Reads `kubectl get node NAME -o json` or `-o yaml`. Throws ParseError when it has no conditions. */
export function nodeFromManifest(source: Source): NodeObject {
  const node = source.text.trimStart().startsWith('{') ? parseJson(source) : parseYaml(source);
  const conditions = listAt(node, 'status', 'conditions').flatMap(condition => readCondition(condition, source));
  if (conditions.length === 0) throw new ParseError('has no status.conditions', source.lines[0]);
  return {
    name: textAt(node, 'metadata', 'name') ?? '',
    conditions,
    taints: listAt(node, 'spec', 'taints').flatMap(taint => readTaint(taint, source)),
    unschedulable:
      at(node, 'spec', 'unschedulable') === true
        ? { value: true, at: lineOf(source, 'unschedulable') }
        : { value: false },
    ...info('containerRuntimeVersion'),
    ...info('kubeletVersion'),
    ...info('osImage'),
    ...info('kernelVersion'),
  };

  function info<K extends string>(key: K): { readonly [P in K]?: NodeValue } {
    const value = textAt(node, 'status', 'nodeInfo', key);
    if (value === undefined) return {};
    return { [key]: { value, at: lineOf(source, key) } } as { [P in K]: NodeValue };
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
  const typeLine = lineOf(source, 'type', type);
  const index = source.lines.indexOf(typeLine);
  const above = source.lines.slice(Math.max(0, index - 6), index);
  return above.find(({ text }) => isOf(text, 'message', message ?? '')) ?? typeLine;
}

function readTaint(taint: unknown, source: Source): NodeTaint[] {
  const key = textAt(taint, 'key');
  const effect = textAt(taint, 'effect');
  if (key === undefined || effect === undefined) return [];
  const value = textAt(taint, 'value');
  return [{ key: value === undefined ? key : `${key}=${value}`, effect, at: lineOf(source, 'key', key) }];
}

function time(text: string | undefined): number | undefined {
  const parsed = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(parsed) || parsed <= 0 ? undefined : parsed;
}

/** The first line that sets a key, to this value when one is given; the first of all when none does. */
function lineOf(source: Source, key: string, value?: string): Evidence {
  const line = source.lines.find(({ text }) => isOf(text, key, value)) ?? source.lines[0];
  if (!line) throw new ParseError(`${source.path} has no lines`);
  return line;
}

/** `"type": "Ready",` of JSON, `type: Ready`, `- type: Ready` or the first line of a longer text of YAML. */
function isOf(line: string, key: string, value?: string): boolean {
  const entry = line.trim().replace(/^- /, '');
  const colon = entry.indexOf(':');
  if (colon < 0 || unquoted(entry.slice(0, colon)) !== key) return false;
  if (value === undefined) return true;
  const said = entry.slice(colon + 1).trim();
  const own = said.endsWith(',') ? said.slice(0, -1) : said;
  const plain = unquoted(own);
  return plain === value || own === JSON.stringify(value) || (plain.length > 20 && value.startsWith(plain));
}

function unquoted(text: string): string {
  return text.replace(/^["']/, '').replace(/["']$/, '');
}
