import { manifestOf, type Node, type Part } from './corpus.js';
import { changeBytes, gzipped, type ReadyMade, zipped } from './mutate-packing.js';
import { mutateJson, mutateText } from './mutate-text.js';
import type { Random } from './random.js';
import { paxEntry, paxRecord, type RawHeader, rawEntry, summed, TAR_END } from './raw-tar.js';

const NAMES = [
  '/etc/passwd',
  '../x',
  'a//b',
  '',
  '.',
  'x\\y',
  'C:x',
  'x\x1b[2J',
  'header.json',
  './header.json',
  'bundle/header.json',
  'x'.repeat(100),
  '部'.repeat(33),
  'manifest.json/',
  'logs/kubelet.log',
] as const;

/**
 * A file that somebody may give to the analyzer: a bundle of a node, ours or that of another tool, with some things
 * changed in its files, its records, the tar or what it is packed with; or one of its files alone.
 */
export function hostileBundle(nodes: readonly Node[], ready: ReadyMade, random: Random): Buffer {
  const packed = random.once(12) ? ready(random) : undefined;
  if (packed) {
    if (!random.once(4)) changeBytes(packed, random);
    return random.once(3) ? packed.subarray(0, random.below(packed.length)) : packed;
  }
  const all = chosen(nodeOf(nodes, random), random);
  for (let changes = random.below(5); changes > 0; changes--) changeParts(all, random);
  if (all.length > 0 && random.once(16)) return Buffer.from(random.of(all).text);
  if (random.once(16)) return zipped(all, random);
  let entries = all.map(({ name, text }) => rawEntry({ name }, text));
  for (let changes = random.below(3); changes > 0; changes--) entries = changeEntries(entries, random);
  const tar = Buffer.concat(random.once(20) ? entries : [...entries, TAR_END]);
  if (random.once(6)) changeBytes(tar, random);
  return gzipped(random.once(10) ? tar.subarray(0, random.below(tar.length)) : tar, random);
}

/** There are few bundles of other tools, and a thousand of ours. */
function nodeOf(nodes: readonly Node[], random: Random): Node {
  const foreign = random.once(6) ? nodes.filter(node => node.foreign) : [];
  return random.of(foreign.length > 0 ? foreign : nodes);
}

/** All that is wrong with the node, some of what is not, and the manifest that a collector would have made of it. */
function chosen({ own, around, foreign }: Node, random: Random): Part[] {
  if (foreign) return own.filter(() => !random.once(30));
  const header = [...own, ...around].find(({ name }) => name === 'header.json');
  const picked = new Map<string, Part>(header && !random.once(12) ? [[header.name, header]] : []);
  for (const part of own) picked.set(part.name, part);
  for (let more = random.below(12); more > 0; more--) {
    const part = random.of(around);
    if (!picked.has(part.name)) picked.set(part.name, part);
  }
  const parts = [...picked.values()];
  return random.once(3) ? parts : [...parts, manifestOf(parts)];
}

function changeParts(parts: Part[], random: Random): void {
  const at = random.below(parts.length);
  const part = parts[at];
  if (!part) return;
  const json = part.name.endsWith('.json') || /^\s*[{[]/.test(part.text);
  switch (random.below(9)) {
    case 0:
      parts[at] = { ...part, name: random.of(NAMES) };
      break;
    case 1:
      parts.push(part);
      break;
    case 2:
      parts[at] = { ...part, text: random.of(parts).text };
      break;
    case 3:
      parts.splice(at, 1);
      break;
    case 4:
      parts.splice(random.below(parts.length), 0, part);
      break;
    default:
      parts[at] = {
        ...part,
        text: json && !random.once(3) ? mutateJson(part.text, random) : mutateText(part.text, random),
      };
  }
}

function changeEntries(entries: readonly Buffer[], random: Random): Buffer[] {
  const changed = [...entries];
  const at = random.below(entries.length);
  const entry = entries[at];
  if (!entry) return changed;
  const fields: Partial<RawHeader> = random.of([
    { type: random.of([...'123456789LKSMVDNXgx\0!']) },
    {
      size: random.of([
        0,
        1,
        511,
        8 ** 11 - 1,
        '\x80\0\0\0\x7f\xff\xff\xff\xff\xff\xff\xff',
        '\xff'.repeat(12),
        '-1',
        '        ',
      ]),
    },
    { prefix: random.of(['..', '/', 'x'.repeat(155), '\0']) },
    { magic: random.of(['ustar  \0', '\0'.repeat(8), 'xxxxx']) },
    { name: random.of(NAMES) },
  ]);
  const name = entry.toString('utf8', 0, entry.indexOf(0));
  switch (random.below(5)) {
    case 0:
      changed[at] = rawEntry({ name, ...fields }, entry.subarray(512));
      break;
    case 1: {
      const key = random.of(['path', 'size', 'linkpath', 'GNU.sparse.major', 'comment', '', '=']);
      changed.splice(at, 0, paxEntry(paxRecord(key, random.of([...NAMES, '0', '512', '-1', '99999999999999']))));
      break;
    }
    case 2:
      changed.splice(at, 0, rawEntry({ name: '././@LongLink', type: random.of(['L', 'K']) }, random.of(NAMES)));
      break;
    case 3:
      changed.splice(at, 0, Buffer.alloc(512 * (1 + random.below(3)), random.of([0, 0, 0x20, 0xff])));
      break;
    default: {
      const copy = Buffer.from(entry);
      copy[random.below(512)] = random.below(256);
      changed[at] = random.once(3) ? copy : summed(copy);
    }
  }
  return changed;
}
