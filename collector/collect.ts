import type { Writable } from 'node:stream';
import { HEADER_PATH, MANIFEST_PATH } from '../bundle/entry-path.js';
import type { Manifest, ManifestHeader, RunLimits, SpecOutcome } from '../bundle/manifest.js';
import type { Spec } from '../bundle/spec.js';
import { specs as allSpecs } from '../bundle/specs/index.js';
import { type BundleWriter, createBundleWriter, type WrittenBundle } from './bundle-writer.js';
import { createDependencies } from './dependencies.js';
import type { Encryption } from './encryption.js';
import { describeNode } from './header.js';
import { findKubectl, type KubectlOptions } from './kubectl.js';
import { createDeadline, DEADLINE_SECONDS, type Deadline } from './limits/deadline.js';
import { keepMemorySmall } from './limits/free-memory.js';
import { createMaskingPace } from './limits/masking-pace.js';
import { createRoom, MAX_BYTES } from './limits/room.js';
import { endWatchdog } from './limits/watchdog.js';
import { knownNames } from './obfuscation/known-names.js';
import type { Obfuscator } from './obfuscation/obfuscator.js';
import { describeWriteError, openOutputFile } from './output-file.js';
import { recordSpec } from './record-spec.js';
import { runSpec, type SpecContext, type SpecResult } from './run-spec.js';
import { askUnits } from './units.js';

export interface CollectOptions extends KubectlOptions {
  /** Path of the bundle, or a stream that it is written to. */
  readonly output: string | Writable;
  /** What to collect; by default everything. */
  readonly specs?: readonly Spec[];
  /** Why a spec is to be left out, or undefined. It is recorded as skipped. */
  readonly leaveOut?: (spec: Spec) => string | undefined;
  /** Name of the Node object, when the caller knows it. */
  readonly node?: string | undefined;
  /** Ends the run: what runs is stopped, the rest is recorded as skipped, the archive is closed. */
  readonly signal?: AbortSignal;
  /** The run ends within so many seconds; by default 300. */
  readonly deadlineSeconds?: number | undefined;
  /** When they began to count, by performance.now(); by default now. 0 is the start of the program. */
  readonly begin?: number;
  /** The compressed bundle is never longer; by default 200 MiB. */
  readonly maxBytes?: number | undefined;
  /** Logs that can be asked so begin here. */
  readonly since?: Date | undefined;
  /** Nothing is written but through this. */
  readonly encryption?: Encryption | undefined;
  /** Puts stand-ins for names and addresses into all that is written. Learns the names of this node. */
  readonly obfuscator?: Obfuscator | undefined;
  /** What alone is asked for, in the words of `--only`: for the header. `leaveOut` does it. */
  readonly only?: string | undefined;
  /** Logs that can be asked so end here. */
  readonly until?: Date | undefined;
  readonly onProgress?: (progress: Progress) => void;
}

/** Told before each spec, and once more when all have run. */
export interface Progress {
  readonly done: number;
  readonly total: number;
  /** Compressed, written until now. */
  readonly bytes: number;
  readonly spec?: Spec;
}

export type CollectResult = Collected | Unwritten;

export interface Collected extends WrittenBundle {
  readonly kind: 'collected';
  readonly manifest: Manifest;
  readonly interrupted: boolean;
}

/** `begun`: the output broke off. What was written until then is left as it is, in `partial` when it is a file. */
export interface Unwritten {
  readonly kind: 'unwritten';
  readonly reason: string;
  readonly begun: boolean;
  readonly partial?: string;
}

/** Collects everything that this node gives into one bundle. Never rejects for what is wrong with the node. */
export async function collect(options: CollectOptions): Promise<CollectResult> {
  keepMemorySmall();
  const deadline = createDeadline(
    options.deadlineSeconds ?? DEADLINE_SECONDS,
    options.begin ?? performance.now(),
    options.signal,
  );
  try {
    return await collectUntil(deadline, options);
  } finally {
    deadline.clear();
    await endWatchdog();
  }
}

async function collectUntil(deadline: Deadline, options: CollectOptions): Promise<CollectResult> {
  const { output } = options;
  if (typeof output !== 'string') {
    try {
      return await writeEncrypted(options, output, deadline);
    } catch (error) {
      return { kind: 'unwritten', reason: describeWriteError(error, 'to the output stream'), begun: true };
    }
  }
  const file = await openOutputFile(output);
  if ('reason' in file) return { kind: 'unwritten', reason: file.reason, begun: false };
  try {
    const collected = await writeEncrypted(options, file.stream, deadline);
    await file.finish();
    return collected;
  } catch (error) {
    return { kind: 'unwritten', reason: describeWriteError(error, output), begun: true, partial: file.partial };
  }
}

async function writeEncrypted(options: CollectOptions, output: Writable, deadline: Deadline): Promise<Collected> {
  if (!options.encryption) return writeAll(options, output, deadline);
  const encrypted = await options.encryption(output);
  const collected = await writeAll(options, encrypted.plain, deadline);
  return { ...collected, ...(await encrypted.finish()) };
}

async function writeAll(options: CollectOptions, output: Writable, deadline: Deadline): Promise<Collected> {
  const { specs = allSpecs, signal, onProgress, maxBytes = MAX_BYTES } = options;
  const writer = createBundleWriter(output, new Date());
  const room = createRoom(maxBytes, specs.length, writer.written);
  const pace = createMaskingPace(deadline);
  const stalled = watchOutput(output, writer, deadline);
  try {
    const { header, context } = await prepare(options, { deadline, room });
    const written = hidden(header, options.obfuscator);
    await writer.add(HEADER_PATH, json(written));
    await writer.flush();

    const outcomes: SpecOutcome[] = [];
    const total = specs.filter(spec => options.leaveOut?.(spec) === undefined).length;
    let done = 0;
    for (const spec of specs) {
      const whyNot = options.leaveOut?.(spec);
      if (whyNot === undefined) onProgress?.({ done: done++, total, bytes: writer.written(), spec });
      const { result, timing } = await timed(() => runUnlessLeftOut(spec, context, whyNot));
      outcomes.push(await recordSpec(spec, result, timing, { writer, room, pace, obfuscator: options.obfuscator }));
    }
    onProgress?.({ done, total, bytes: writer.written() });

    const manifest: Manifest = { ...written, finishedAt: new Date().toISOString(), outcomes };
    await writer.add(MANIFEST_PATH, json(manifest));
    return { kind: 'collected', ...(await writer.finish()), manifest, interrupted: signal?.aborted ?? false };
  } finally {
    clearInterval(stalled);
  }
}

/** A reader that takes nothing more must not hold us beyond the deadline. */
function watchOutput(output: Writable, writer: BundleWriter, deadline: Deadline): NodeJS.Timeout {
  return setInterval(() => {
    if (deadline.secondsLeft() === 0 && output.writableLength > 0)
      writer.giveUp(new Error('it took nothing more until the deadline'));
  }, 500).unref();
}

async function prepare(options: CollectOptions, limits: Pick<SpecContext, 'deadline' | 'room'>) {
  const { since, until, only } = options;
  const { signal } = limits.deadline;
  const dependencies = createDependencies();
  const units = await askUnits(dependencies, signal);
  const kubectl = await findKubectl(options, signal);
  const runLimits: RunLimits = {
    deadlineSeconds: options.deadlineSeconds ?? DEADLINE_SECONDS,
    maxBytes: limits.room.maxBytes,
    ...(since && { since: since.toISOString() }),
    ...(until && { until: until.toISOString() }),
    ...(only !== undefined && { only }),
  };
  const header = await describeNode({ node: options.node, kubectl, units, dependencies, limits: runLimits, signal });
  options.obfuscator?.learn(
    await knownNames(
      header.node,
      dependencies.whySkipped({ dependsOn: 'api-server' }) === undefined ? kubectl : undefined,
      signal,
    ),
  );
  const context: SpecContext = { dependencies, units, kubectl, nodeName: header.node.name, since, until, ...limits };
  return { header, context };
}

async function runUnlessLeftOut(spec: Spec, context: SpecContext, whyNot: string | undefined): Promise<SpecResult> {
  return whyNot === undefined ? runSpec(spec, context) : { outcome: 'skipped', reason: whyNot, files: [], stderr: '' };
}

async function timed(run: () => Promise<SpecResult>) {
  const startedAt = new Date().toISOString();
  const begin = performance.now();
  const result = await run();
  return { result, timing: { startedAt, durationMs: Math.round(performance.now() - begin) } };
}

function hidden(header: ManifestHeader, obfuscator: Obfuscator | undefined): ManifestHeader {
  return obfuscator ? { ...obfuscator.value(header), obfuscated: true } : header;
}

function json(value: object): Buffer {
  return Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
}
