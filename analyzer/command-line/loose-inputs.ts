import path from 'node:path';
import { inputKind, kindOfBytes } from '../bundle-reader/input-kind.js';
import type { LooseFile } from '../bundle-reader/read-files.js';
import { entryOf } from '../bundle-reader/read-files.js';
import { TELLING_BYTES } from '../bundle-reader/tar-header.js';
import type { Guess } from '../layouts/loose/guess.js';
import { kindNames, namedKind } from '../layouts/loose/recognise-text.js';
import { STDOUT } from './arguments.js';
import { UsageError } from './usage-error.js';

/** What standard input is called. */
const STDIN = 'standard input';

/** The inputs of a run: bundles, each for itself, and loose texts, which together are taken to be of one node. */
export interface SortedInputs {
  /** The loose texts stand among them as one, under the name of the first. */
  readonly inputs: readonly string[];
  readonly loose?: LooseInput;
}

export interface LooseInput {
  /** One of `inputs`. */
  readonly key: string;
  readonly files: readonly LooseFile[];
  /** What the user says that a file is, by its entry. */
  readonly named: ReadonlyMap<string, Guess>;
  /** As the report calls them all. */
  readonly name: string;
}

/** `as`: `kubelet=FILE`, what files are. `readInput`: all of standard input, asked for when `-` is among the inputs. Throws UsageError. */
export async function sortInputs(
  inputs: readonly string[],
  as: readonly string[],
  readInput: () => Promise<Buffer>,
): Promise<SortedInputs> {
  const named = as.map(readAs);
  const all = [...new Set([...inputs, ...named.map(({ file }) => file)])];
  const files: { input: string; file: LooseFile }[] = [];
  for (const input of all) {
    if (input === STDOUT) files.push({ input, file: { name: STDIN, from: textOf(await readInput()) } });
    else if (named.some(({ file }) => file === input) || (await isText(input))) {
      files.push({ input, file: { name: input, from: input } });
    }
  }
  const [first] = files;
  if (!first) return { inputs: all };
  const rest = new Set(files.slice(1).map(({ input }) => input));
  const key = first.input === STDOUT ? 'stdin' : first.input;
  return {
    inputs: all.filter(input => !rest.has(input)).map(input => (input === STDOUT && key === 'stdin' ? key : input)),
    loose: {
      key,
      files: files.map(({ file }) => file),
      named: new Map(named.map(({ guess, file }) => [entryOf(file === STDOUT ? STDIN : file), guess])),
      name: files.map(({ file }) => path.basename(file.name)).join(', '),
    },
  };
}

/** Throws UsageError, or NotABundle, for what is no text. */
function textOf(bytes: Buffer): Buffer {
  if (bytes.length === 0)
    throw new UsageError(`${STDIN} is empty: give text, as in journalctl -u kubelet | nodetriage-analyze -`);
  const kind = kindOfBytes(bytes.subarray(0, TELLING_BYTES), STDIN);
  if (kind === 'text') return bytes;
  throw new UsageError(`${STDIN} is a ${kind} file, and only text is read from there: give the file itself`);
}

function readAs(text: string): { readonly guess: Guess; readonly file: string } {
  const [, word, file] = /^([^=]+)=(.+)$/s.exec(text) ?? [];
  if (word === undefined || file === undefined)
    throw new UsageError(`--as is KIND=FILE, as kubelet=node.log, not '${text}'`);
  const guess = namedKind(word);
  if (!guess) throw new UsageError(`--as knows no '${word}', but ${kindNames().join(', ')}`);
  return { guess, file: file === '-' ? STDOUT : file };
}

/** What cannot be read is left for the reader of bundles to refuse. */
async function isText(input: string): Promise<boolean> {
  return inputKind(input, input).then(
    kind => kind === 'text',
    () => false,
  );
}
