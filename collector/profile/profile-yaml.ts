import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { nearestWord } from '../command-line/nearest.js';

/** What is wrong with a profile: `app.yaml:7:5: there is no setting timeuot: did you mean timeout?` */
export class ProfileError extends Error {
  override readonly name = 'ProfileError';
}

/** A value in a profile that knows where it stands. Each way of reading it throws ProfileError when it is of another kind. */
export interface ProfileValue {
  /** A word or a number, as it is written. */
  text(): string;
  /** A text, understood by a parser that throws when it is not. */
  read<T>(parse: (text: string) => T): T;
  list(): readonly ProfileValue[];
  /** Pairs of a mapping whose keys are free. */
  entries(): readonly (readonly [ProfileValue, ProfileValue])[];
  /** A mapping with these keys and no others. */
  map<K extends string>(keys: readonly K[]): ProfileMap<K>;
  /** Whether it is a list: a command may be one, or a line. */
  readonly isList: boolean;
  wrong(message: string): ProfileError;
  /** As wrong, and names the word that was probably meant. */
  unknown(message: string, word: string, known: Iterable<string>): ProfileError;
}

export interface ProfileMap<K extends string> {
  get(key: K): ProfileValue | undefined;
  /** The mapping itself, to complain of what it lacks. */
  readonly whole: ProfileValue;
}

/** Opens the text of a profile. Throws ProfileError when it is not YAML. */
export function openProfile(file: string, text: string): ProfileValue {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, uniqueKeys: true, prettyErrors: false });
  const at = (offset: number) => {
    const { line, col } = counter.linePos(offset);
    return `${file}:${Math.max(line, 1)}:${Math.max(col, 1)}`;
  };
  const [error] = document.errors;
  if (error) throw new ProfileError(`${at(error.pos[0])}: not YAML: ${error.message.split('\n')[0]}`);
  return valueAt(document.contents, offset => at(offset));
}

function valueAt(node: Node | null | unknown, at: (offset: number) => string): ProfileValue {
  const place = at((node as Node | null)?.range?.[0] ?? 0);
  const wrong = (message: string) => new ProfileError(`${place}: ${message}`);
  const unknown = (message: string, word: string, known: Iterable<string>) => {
    const meant = nearestWord(word, new Set(known));
    return wrong(meant === undefined ? message : `${message}: did you mean ${meant}?`);
  };
  const text = (): string => {
    if (isScalar(node) && node.value !== null && node.value !== '') return String(node.source ?? node.value);
    throw wrong('a word or a number was expected here');
  };
  const entries = () => {
    if (!isMap(node)) throw wrong('settings were expected here, as in `name: value`');
    return node.items.map(({ key, value }) => [valueAt(key, at), valueAt(value, at)] as const);
  };
  const value: ProfileValue = {
    text,
    isList: isSeq(node),
    read: parse => {
      const words = text();
      try {
        return parse(words);
      } catch (error) {
        throw wrong(error instanceof Error ? error.message.replace(/^--(\S+) /, '$1: ') : String(error));
      }
    },
    list: () => {
      if (!isSeq(node)) throw wrong('a list was expected here, as in `[one, two]`');
      return node.items.map(item => valueAt(item, at));
    },
    entries,
    map: keys => {
      const found = new Map<string, ProfileValue>();
      if (node === null) return { get: () => undefined, whole: value };
      for (const [key, inner] of entries()) {
        const name = key.text();
        if (!keys.some(known => known === name)) {
          throw key.unknown(`there is no setting ${name} here (there are: ${keys.join(', ')})`, name, keys);
        }
        found.set(name, inner);
      }
      return { get: key => found.get(key), whole: value };
    },
    wrong,
    unknown,
  };
  return value;
}
