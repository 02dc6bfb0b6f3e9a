import { at, parseJson } from '../../documents/json.js';
import { parseYaml } from '../../documents/yaml.js';
import { type Evidence, ParseError, type Source } from '../../fact.js';

/** One object of a list, with the lines of the file that it stands in. */
export interface ListedObject {
  readonly value: unknown;
  /** Its first line. */
  readonly at: Evidence;
  /** Its text alone, as a document that is no list. */
  own(): Source;
}

/** Several cuts look into the same file. */
const known = new WeakMap<Source, readonly ListedObject[]>();

/**
 * The objects of a list as `kubectl get -o json` or `-o yaml` prints it, or the one that is none. Empty when the
 * text is neither.
 */
export function objectsOf(source: Source): readonly ListedObject[] {
  const found = known.get(source) ?? readObjects(source);
  known.set(source, found);
  return found;
}

function readObjects(source: Source): readonly ListedObject[] {
  try {
    return /^\s*[{[]/.test(source.text) ? fromJson(source) : fromYaml(source);
  } catch (error) {
    if (error instanceof ParseError) return [];
    throw error;
  }
}

function fromJson(source: Source): ListedObject[] {
  const whole = parseJson(source);
  const items = Array.isArray(whole) ? whole : at(whole, 'items');
  const first = source.lines[0];
  if (!first) return [];
  if (!Array.isArray(items)) return [{ value: whole, at: first, own: () => source }];
  const ranges = elementRanges(source.text, Array.isArray(whole) ? 0 : 1);
  const starts = lineStarts(source.text);
  return items.map((value: unknown, i) => {
    const range = ranges[i] ?? [0, 0];
    const line = lineAt(starts, range[0]);
    const lines = source.lines.slice(line, lineAt(starts, range[1]) + 1);
    return {
      value,
      at: lines[0] ?? first,
      own: () =>
        lines.length > 1
          ? { path: source.path, text: source.text.slice(range[0], range[1] + 1), lines }
          : printed(source.path, value, lines[0] ?? first),
    };
  });
}

/** An object of a text without line ends: its lines are ours, all with the number of the one that it stands in. */
function printed(path: string, value: unknown, { file, line }: Evidence): Source {
  const text = JSON.stringify(value, undefined, 1);
  return { path, text, lines: text.split('\n').map(part => ({ file, line, text: part })) };
}

/** Where each element of the outermost list begins and ends, as offsets. `depth`: of objects around that list. */
function elementRanges(text: string, depth: number): (readonly [number, number])[] {
  const ranges: [number, number][] = [];
  let level = 0;
  let inList = false;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (character === '"') {
      i++;
      while (i < text.length && text[i] !== '"') i += text[i] === '\\' ? 2 : 1;
    } else if (character === '{' || character === '[') {
      if (inList && level === depth + 1) start = i;
      if (!inList && level === depth && character === '[' && isItems(text, i, depth)) inList = true;
      level++;
    } else if (character === '}' || character === ']') {
      level--;
      if (inList && level === depth + 1) ranges.push([start, i]);
      else if (inList && level === depth) return ranges;
    }
  }
  return ranges;
}

/** Whether the bracket at `i` is that of `"items": [`. */
function isItems(text: string, i: number, depth: number): boolean {
  return depth === 0 || /"items"\s*:\s*$/.test(text.slice(Math.max(0, i - 40), i));
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** The index of the line that an offset lies in. */
function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

function fromYaml(source: Source): ListedObject[] {
  const whole = parseYaml(source);
  const [first] = source.lines;
  if (!first || typeof whole !== 'object' || whole === null) return [];
  const items = at(whole, 'items');
  if (!Array.isArray(items)) return [{ value: whole, at: first, own: () => source }];
  const list = source.lines.findIndex(({ text }) => /^items:\s*$/.test(text));
  const indent = /^( *)- /.exec(source.lines[list + 1]?.text ?? '')?.[1] ?? '';
  const starts = source.lines.flatMap(({ text }, i) => (i > list && text.startsWith(`${indent}- `) ? [i] : []));
  return items.map((value: unknown, i) => {
    const lines = source.lines.slice(starts[i], starts[i + 1]);
    return { value, at: lines[0] ?? first, own: () => ownYaml(source.path, lines, indent.length + 2) };
  });
}

/** `- apiVersion: v1` with what is below it, moved to the margin. */
function ownYaml(path: string, lines: readonly Evidence[], indent: number): Source {
  const moved = lines.map(line => ({ ...line, text: line.text.slice(indent) }));
  return { path, text: moved.map(({ text }) => text).join('\n'), lines: moved };
}
