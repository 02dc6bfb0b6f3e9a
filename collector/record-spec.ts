import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { outcomePath, stderrPath } from '../bundle/entry-path.js';
import type { EntryRecord, SpecOutcome } from '../bundle/manifest.js';
import type { Spec } from '../bundle/spec.js';
import type { BundleWriter } from './bundle-writer.js';
import { type Blocks, createBlocks, type Kept } from './kept-output.js';
import { createRedactor, redactArgv, redactText } from './redact.js';
import type { SpecResult } from './run-spec.js';

/** When a spec ran: begin by the node's clock, length by one that nobody sets. */
export interface Timing {
  readonly startedAt: string;
  readonly durationMs: number;
}

/** Masks what a spec gave, writes it, and at once its outcome. After this the bundle is readable up to here. */
export async function recordSpec(
  spec: Spec,
  result: SpecResult,
  timing: Timing,
  writer: BundleWriter,
): Promise<SpecOutcome> {
  const { files, stderr, argv, reason, ...rest } = result;
  const said = stderrOf(stderr);
  const all = said && 'argv' in result ? [...files, { path: stderrPath(spec), kept: said }] : files;
  const entries: EntryRecord[] = [];
  for (const { path, kept } of all) {
    const masked = await mask(kept);
    const { bytesRead, cut } = kept;
    const record = { path, bytesRead, bytesKept: masked.blocks.size, ...(cut && { cut }), ...masked.facts };
    if (await writer.add(path, masked.blocks)) entries.push(record);
  }
  const outcome: SpecOutcome = {
    spec: spec.id,
    ...rest,
    ...(argv && { argv: redactArgv(argv) }),
    ...(reason !== undefined && { reason: redactText(reason) }),
    ...timing,
    entries,
  };
  await writer.add(outcomePath(spec), Buffer.from(`${JSON.stringify(outcome)}\n`));
  await writer.flush();
  return outcome;
}

async function mask(kept: Kept): Promise<{ blocks: Blocks; facts: Pick<EntryRecord, 'sha256' | 'redactions'> }> {
  const redactor = createRedactor();
  const hash = createHash('sha256');
  const blocks = createBlocks();
  let redactions = 0;
  for (let block = kept.blocks.shift(); block; block = kept.blocks.shift()) {
    const masked = redactor(block.toString('latin1'));
    const bytes = Buffer.from(masked.text, 'latin1');
    redactions += masked.redactions;
    hash.update(bytes);
    blocks.push(bytes);
    await nextTurn();
  }
  return { blocks, facts: { sha256: hash.digest('hex'), redactions } };
}

function stderrOf(text: string): Kept | undefined {
  if (text === '') return undefined;
  const blocks = createBlocks();
  blocks.push(Buffer.from(text, 'latin1'));
  return { blocks, size: blocks.size, bytesRead: blocks.size };
}
