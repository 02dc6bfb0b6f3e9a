import { parseJson } from '../documents/json.js';
import { parseToml } from '../documents/toml.js';
import { parseYaml } from '../documents/yaml.js';
import { ParseError, type Source } from '../fact.js';

const MAX_DEPTH = 32;
const MAX_SETTINGS = 5000;
/** A name is repeated in each setting below it. */
const MAX_NAME = 200;

/**
 * The settings in a file by their names: `evictionHard.memory.available` of JSON, YAML and TOML, otherwise the lines
 * that say something, by the word that they begin with where that is one of a kind. What cannot be parsed is lines, too.
 */
export function settingsIn(source: Source): ReadonlyMap<string, string> {
  const parse = parserFor(source.path);
  if (!parse) return linesOf(source);
  try {
    const found = new Map<string, string>();
    addLeaves(parse(source), '', 0, found);
    return found;
  } catch (error) {
    if (error instanceof ParseError) return linesOf(source);
    throw error;
  }
}

function parserFor(path: string): ((source: Source) => unknown) | undefined {
  if (/\.ya?ml$/.test(path)) return parseYaml;
  if (/\.toml(\.tmpl)?$/.test(path)) return parseToml;
  return /\.json$|\/cni\/net\.d\/|\/kubelet\.conf\.d\//.test(path) ? jsonOrYaml : undefined;
}

/** YAML is the wider of both. */
function jsonOrYaml(source: Source): unknown {
  return /^\s*[[{]/.test(source.text) ? parseJson(source) : parseYaml(source);
}

function addLeaves(value: unknown, name: string, depth: number, to: Map<string, string>): void {
  if (to.size >= MAX_SETTINGS || depth > MAX_DEPTH) return;
  if (Array.isArray(value) && value.every(item => typeof item !== 'object')) {
    to.set(name, value.map(String).join(', '));
  } else if (typeof value === 'object' && value !== null && !(value instanceof Date)) {
    for (const [key, inner] of Object.entries(value)) {
      const step = Array.isArray(value) ? `[${key}]` : key.slice(0, MAX_NAME);
      addLeaves(inner, name === '' || Array.isArray(value) ? `${name}${step}` : `${name}.${step}`, depth + 1, to);
    }
  } else if (name !== '') to.set(name, String(value));
}

/** `NAME=value`, `name value`, `-w /usr/bin/docker -k docker`. Comments and sections of ini files say nothing. */
function linesOf({ path, lines }: Source): ReadonlyMap<string, string> {
  // The command line of the kernel is a line of words.
  const texts = path.endsWith('/proc/cmdline')
    ? lines.flatMap(({ text }) => text.trim().split(/\s+/))
    : lines.map(({ text }) => text.trim());
  const told = texts.filter(text => text !== '' && !/^([#;]|\[.*\]$)/.test(text)).slice(0, MAX_SETTINGS);
  const parts = told.map(text => {
    const [, name = text, value = ''] = /^([\w.-]+)(?:\s*=|\s)(.*)$/s.exec(text) ?? [];
    return { text, name, value: value.trim() };
  });
  const times = new Map<string, number>();
  for (const { name } of parts) times.set(name, (times.get(name) ?? 0) + 1);
  const isSetting = ({ name, value }: (typeof parts)[number]) => times.get(name) === 1 && value !== '';
  return new Map(parts.map(part => (isSetting(part) ? [part.name, part.value] : [part.text, ''])));
}
