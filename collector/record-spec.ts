import { setImmediate as nextTurn } from 'node:timers/promises';
import { outcomePath, stderrPath } from '../bundle/entry-path.js';
import type { EntryRecord, Outcome, SpecOutcome, Suspect } from '../bundle/manifest.js';
import type { Content, Spec } from '../bundle/spec.js';
import type { BundleWriter } from './bundle-writer.js';
import type { Judgement } from './command-end.js';
import { type Blocks, createBlocks, type Kept } from './kept-output.js';
import { freeMemory } from './limits/free-memory.js';
import type { MaskingPace } from './limits/masking-pace.js';
import { boundOf, cutToRoom, type Room } from './limits/room.js';
import { createRedactor, redactArgv, redactText } from './masking/redact.js';
import type { Obfuscator } from './obfuscation/obfuscator.js';
import { type SpecResult, whyNoRoom } from './run-spec.js';

/** When a spec ran: begin by the node's clock, length by one that nobody sets. */
export interface Timing {
  readonly startedAt: string;
  readonly durationMs: number;
}

/** Where to, and how much of it. */
export interface Recording {
  readonly writer: BundleWriter;
  readonly room: Room;
  readonly pace: MaskingPace;
  readonly obfuscator?: Obfuscator | undefined;
}

/**
 * Masks what a spec gave, writes it, and at once its outcome. After this the bundle is readable up to here.
 * What there is no time or no room for is cut off, at the end that its content allows.
 */
export async function recordSpec(
  spec: Spec,
  result: SpecResult,
  timing: Timing,
  { writer, room, pace, obfuscator }: Recording,
): Promise<SpecOutcome> {
  const { files, stderr, argv, outcome: ended, reason, ...rest } = result;
  const said = stderrOf(stderr);
  const all: readonly Given[] = [
    ...files.map(given => ({ ...given, content: spec.content })),
    ...(said && 'argv' in result ? [{ path: stderrPath(spec), kept: said, content: 'document' as const }] : []),
  ];
  const entries: EntryRecord[] = [];
  let left = room.left();
  let [cut, full] = [false, false];
  for (const { path: plainPath, kept, content } of all) {
    const path = obfuscator?.path(plainPath) ?? plainPath;
    if (writer.has(path)) continue;
    const masked = await mask(kept.blocks, content, left, pace, obfuscator);
    const lost = masked.cut && (content === 'log' ? 'start' : 'end');
    cut ||= masked.cut;
    full ||= masked.cut && masked.blocks.size === 0;
    if (masked.cut && masked.blocks.size === 0) continue;
    left -= boundOf(masked.blocks);
    const { size: bytesKept, sha256 } = await writer.add(path, masked.blocks);
    const gone = kept.cut ?? (lost || undefined);
    const { redactedBy, suspects } = masked;
    const redactions = Object.values(redactedBy).reduce((sum, times) => sum + times, 0);
    entries.push({
      path,
      bytesRead: kept.bytesRead,
      bytesKept,
      ...(gone && { cut: gone }),
      sha256,
      redactions,
      ...(redactions > 0 && { redactedBy }),
      ...(suspects.length > 0 && { suspects }),
    });
  }
  const plain: SpecOutcome = {
    spec: spec.id,
    ...judge(ended, reason, cut, full && entries.length === 0 ? whyNoRoom(room) : undefined),
    ...rest,
    ...(argv && { argv: redactArgv(argv) }),
    ...timing,
    entries,
  };
  // The paths of the entries have their stand-ins already.
  const outcome = obfuscator ? { ...obfuscator.value({ ...plain, entries: [] }), entries } : plain;
  await writer.add(outcomePath({ id: outcome.spec }), Buffer.from(`${JSON.stringify(outcome)}\n`));
  // What was not tried gives nothing that a kill could cost: when the time is up there are many of them.
  if (outcome.outcome !== 'skipped') await writer.flush();
  room.learn(outcome);
  return outcome;
}

interface Given {
  readonly path: string;
  readonly kept: Kept;
  readonly content: Content;
}

/** What went well and was cut is truncated, and skipped when nothing is left of it. */
function judge(outcome: Outcome, reason: string | undefined, cut: boolean, whyNothing: string | undefined): Judgement {
  const well = outcome === 'ok' || outcome === 'truncated';
  if (well && whyNothing !== undefined) return { outcome: 'skipped', reason: whyNothing };
  return { outcome: well && cut ? 'truncated' : outcome, ...(reason !== undefined && { reason: redactText(reason) }) };
}

/** Cut first by what fits and what there is time for, so that nothing is masked in vain. */
async function mask(
  from: Blocks,
  content: Content,
  room: number,
  pace: MaskingPace,
  obfuscator: Obfuscator | undefined,
) {
  let cut = cutToRoom(from, content, room);
  let redactor = createRedactor();
  let blocks = createBlocks();
  let redactedBy: Counts = {};
  let suspects: readonly Suspect[] = [];
  while (from.size > 0) {
    const excess = from.size - pace.affordableBytes();
    if (excess > 0) {
      cut = true;
      if (content === 'document') break;
      // What was masked until now is too old: between it and the newest there would be a gap.
      for (let dropped = 0; dropped < excess; ) dropped += from.drop() || excess;
      [redactor, blocks, redactedBy, suspects] = [createRedactor(), createBlocks(), {}, []];
    }
    const block = from.shift();
    if (!block) break;
    const pieces: Buffer[] = [];
    for (const piece of piecesOf(block)) {
      const begin = performance.now();
      const masked = redactor(piece.toString('latin1'));
      pieces.push(Buffer.from(obfuscator?.text(masked.text) ?? masked.text, 'latin1'));
      redactedBy = sumOf(redactedBy, masked.redactedBy);
      suspects = [...suspects, ...masked.suspects];
      // The text twice, and the masked bytes twice; each kind of name makes a text of its own.
      freeMemory((obfuscator ? 12 : 4) * piece.length);
      await nextTurn();
      pace.count(piece.length, performance.now() - begin);
    }
    blocks.push(Buffer.concat(pieces));
  }
  // A mark may be longer than what it hides.
  if (cutToRoom(blocks, content, room)) cut = true;
  return { blocks, redactedBy, suspects, cut };
}

/** A text is masked in small pieces, so that what the rules make of it is small, too; each ends with a line. */
const PIECE_BYTES = 64 * 1024;

function* piecesOf(block: Buffer): Generator<Buffer> {
  for (let from = 0; from < block.length; ) {
    const lastLine = block.lastIndexOf(10, from + PIECE_BYTES - 1) + 1;
    // A line that is longer stays in one piece.
    const end = lastLine > from ? lastLine : block.indexOf(10, from) + 1 || block.length;
    const to = block.length - from <= PIECE_BYTES ? block.length : end;
    yield block.subarray(from, to);
    from = to;
  }
}

type Counts = Readonly<Record<string, number>>;

function sumOf(some: Counts, more: Counts): Counts {
  const sums = { ...some };
  for (const [id, count] of Object.entries(more)) sums[id] = (sums[id] ?? 0) + count;
  return sums;
}

function stderrOf(text: string): Kept | undefined {
  if (text === '') return undefined;
  const blocks = createBlocks();
  blocks.push(Buffer.from(text, 'latin1'));
  return { blocks, size: blocks.size, bytesRead: blocks.size };
}
