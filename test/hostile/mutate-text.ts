import type { Random } from './random.js';

/** What is rarely met in honest text and often what parsers have not thought of. */
const ODD = [
  '',
  ' ',
  '\0',
  '\r',
  '\t',
  '\x1b[31m',
  '\x1b]0;x\x07',
  '\u202e',
  '\ufeff',
  '\ud800',
  '\u2028',
  '部',
  '💥',
  '<nt-evil onload=x>',
  '{{evil}}',
  '`',
  '|',
  '"',
  "'",
  '\\',
  '%s',
  '$(x)',
  '-1',
  '0',
  '-0',
  '1e999',
  'NaN',
  'Infinity',
  '99999999999999999999',
  '9007199254740993',
  '0x10',
  '1.7976931348623157e308',
  '00000',
  '1,5',
  'null',
  '{}',
  '[]',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '../../x',
  '/',
  '//',
  '::',
  '[',
  ']',
  '{',
  '}',
  '(',
  ')',
  '2026-13-45T99:99:99Z',
  '0000-00-00',
  '9999-12-31T23:59:59.999Z',
  'Feb 29 23:59:60',
  '-- No entries --',
  '-- Boot 0 --',
  'E1123 22:10:00.000000 1 a.go:1] ',
] as const;

/** Changes one thing in a text as a stranger, a bad disk or another version of a program would. */
export function mutateText(text: string, random: Random): string {
  const lines = text.split('\n');
  const at = random.below(lines.length);
  const line = lines[at] ?? '';
  switch (random.below(12)) {
    case 0:
      lines.splice(at, 1);
      break;
    case 1:
      lines.splice(at, 0, ...Array<string>(1 + random.below(40)).fill(line));
      break;
    case 2:
      lines.splice(at, 0, random.of(lines));
      break;
    case 3:
      lines[at] = line.slice(0, random.below(line.length + 1));
      break;
    case 4:
      lines[at] = replaceWord(line, random, random.of(ODD));
      break;
    case 5:
      lines[at] = line.replace(/\d+/g, digits => (random.once(2) ? random.of(ODD) : digits + digits));
      break;
    case 6: {
      const split = random.below(line.length + 1);
      lines[at] = line.slice(0, split) + random.of(ODD) + line.slice(split);
      break;
    }
    case 7:
      lines[at] = line.repeat(2 + random.below(30));
      break;
    case 8:
      return text.slice(0, random.below(text.length + 1));
    case 9:
      return text.replaceAll(random.of([' ', '\n', ':', ',', '=', '/', '"']), random.of(ODD));
    case 10:
      lines[at] = replaceWord(line, random, random.of(line.split(/\s+/)).repeat(1 + random.below(200)));
      break;
    default:
      lines.sort(() => random.below(3) - 1);
  }
  return lines.join('\n');
}

function replaceWord(line: string, random: Random, by: string): string {
  const words = line.split(/(\s+|[=:,"/()[\]])/);
  words[random.below(words.length)] = by;
  return words.join('');
}

/** Changes one value somewhere in a JSON text; a text that is none is changed as a text. */
export function mutateJson(text: string, random: Random): string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return mutateText(text, random);
  }
  return JSON.stringify(mutateValue(value, random, 8));
}

function mutateValue(value: unknown, random: Random, depth: number): unknown {
  if (depth > 0 && typeof value === 'object' && value !== null && !random.once(5)) {
    const keys = Object.keys(value);
    if (keys.length > 0) {
      const key = random.of(keys);
      const copy: Record<string, unknown> | unknown[] = Array.isArray(value) ? [...value] : { ...value };
      const inner = mutateValue((value as Record<string, unknown>)[key], random, depth - 1);
      Object.defineProperty(copy, key, { value: inner, enumerable: true, configurable: true, writable: true });
      if (random.once(10)) delete (copy as Record<string, unknown>)[key];
      return copy;
    }
  }
  return random.of<unknown>([
    null,
    true,
    0,
    -1,
    1e300,
    2 ** 53,
    0.5,
    '',
    'x',
    [],
    {},
    [[]],
    [null],
    { a: {} },
    [value, value],
    { [random.of(['__proto__', 'length', 'x'])]: value },
    ...ODD,
    '2026-11-23T22:10:00Z',
    random.below(2 ** 31),
    String(value).repeat(1 + random.below(100)),
  ]);
}
