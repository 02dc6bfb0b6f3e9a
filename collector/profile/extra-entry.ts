import { normalize } from 'node:path/posix';
import { command, file, glob, kubectl, type Spec, type SpecId } from '../../bundle/spec.js';
import { parseDeadline, parseMaxSize } from '../command-line/quantities.js';
import { whyNotOpened } from '../read-file.js';
import { splitWords } from '../split-words.js';
import { contentOf, nameOf, whyNotRun } from './extra-specs.js';
import type { ProfileMap, ProfileValue } from './profile-yaml.js';

const KINDS = ['file', 'glob', 'command', 'kubectl'] as const;
const KEYS = [...KINDS, 'id', 'why', 'content', 'max-size', 'max-files', 'timeout'] as const;
type Key = (typeof KEYS)[number];

const WHY = 'Was asked for by a profile.';

/** One entry under `extra:` of a profile. Throws ProfileError. */
export function extraSpec(entry: ProfileValue): Spec {
  const given = entry.map(KEYS);
  const kinds = KINDS.filter(kind => given.get(kind));
  const [kind] = kinds;
  if (kind === undefined || kinds.length > 1) throw entry.wrong(`one of ${KINDS.join(', ')} is needed, and no more`);
  const what = given.get(kind) as ProfileValue;
  return make(kind, what, given);
}

function make(kind: (typeof KINDS)[number], what: ProfileValue, given: ProfileMap<Key>): Spec {
  const why = given.get('why')?.text() ?? WHY;
  const maxFiles = given.get('max-files');
  if (maxFiles && kind !== 'glob') throw maxFiles.wrong('max-files goes with glob only');
  if (kind === 'file' || kind === 'glob') {
    const path = pathIn(what);
    const options = { ...optionsOf(given), content: contentIn(given) ?? contentOf(path) };
    if (kind === 'file') return file(idOf(given, path), path, why, options);
    const count = maxFiles?.read(countIn);
    return glob(idOf(given, path), path, why, { ...options, ...(count !== undefined && { maxFiles: count }) });
  }
  const words = what.isList ? what.list().map(word => word.text()) : splitWords(what.text());
  const [program, ...args] = words;
  if (program === undefined) throw what.wrong('the program is missing');
  const forbidden = whyNotRun(kind === 'kubectl' ? ['kubectl', ...words] : words);
  if (forbidden !== undefined) throw what.wrong(forbidden);
  const content = contentIn(given);
  const options = { ...optionsOf(given), ...(content && { content }) };
  const id = idOf(given, words.join(' '));
  return kind === 'command' ? command(id, [program, ...args], why, options) : kubectl(id, words, why, options);
}

function pathIn(what: ProfileValue): `/${string}` {
  const given = what.text();
  if (!given.startsWith('/')) throw what.wrong('give the whole path, from / on');
  const path = normalize(given) as `/${string}`;
  const forbidden = whyNotOpened(path);
  if (forbidden !== undefined) throw what.wrong(forbidden);
  return path;
}

function idOf(given: ProfileMap<Key>, otherwise: string): SpecId {
  const id = given.get('id');
  const name = id?.text() ?? nameOf(otherwise);
  if (id && !/^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/.test(name)) {
    throw id.wrong('an id is made of letters, digits, dots and dashes');
  }
  return `extra/${name}`;
}

function contentIn(given: ProfileMap<Key>): Spec['content'] | undefined {
  const value = given.get('content');
  const word = value?.text();
  if (word === undefined || word === 'log' || word === 'document') return word;
  throw value?.unknown('content is log or document', word, ['log', 'document']);
}

function optionsOf(given: ProfileMap<Key>) {
  const maxBytes = given.get('max-size')?.read(parseMaxSize);
  const timeoutSeconds = given.get('timeout')?.read(parseDeadline);
  return { ...(maxBytes !== undefined && { maxBytes }), ...(timeoutSeconds !== undefined && { timeoutSeconds }) };
}

function countIn(words: string): number {
  const count = Number(words);
  if (!Number.isInteger(count) || count < 1 || count > 1000)
    throw new Error('a number from 1 to 1000 was expected here');
  return count;
}
