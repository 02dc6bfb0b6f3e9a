import { DELIMITERS } from '../abstract-line.js';
import { code } from './code.js';

/** What the engine calls for what few lines have. Positions are those of the block. */
export interface EngineCalls {
  /** The minute that a date tells, milliseconds since 1970, as if it were UTC; NaN for none. */
  minuteAt(at: number): number;
  /** The time of a line whose date is not ISO 8601, and by `setDateEnd` where the date ends; NaN for none. */
  oddTime(start: number, end: number): number;
  /** Of `host ident[pid]: ` after the date: its length, at most 256, and the speaker from bit 16 on; 0 for nothing like it. */
  prefixAt(at: number, end: number): number;
  /** Who writes lines out of this source file; -1 for nobody that is known. */
  fileSpeaker(from: number, to: number): number;
  /** Who writes lines of JSON inside k3s. */
  jsonSpeaker(): number;
  /** 1 for a line without a mark that is worded like an error. */
  isWorded(from: number, to: number): number;
  /** The group of an error line of a new kind; -1 when there is no room for it. `from` and `to`: its text. */
  groupOf(from: number, to: number, speaker: number, line: number, start: number, end: number, time: number): number;
  addMinute(speaker: number, minute: number, lines: number, errors: number): void;
  addGroupMinute(group: number, minute: number, count: number): void;
  /** The line holds the first `count` anchors of `candidates`. 1 when a need was met: that explains the line. */
  matchLine(line: number, start: number, end: number, time: number, count: number): number;
  /** The first line of a log, empty or not. */
  firstLine(start: number, end: number): void;
}

/** The loop over all lines of a log, in WebAssembly, and its memory. */
export interface Engine {
  /** Where the lines lie that are looked at. */
  readonly block: Buffer;
  readonly tables: Buffer;
  readonly candidates: Uint32Array;
  /** 1 for speakers that have components inside. */
  readonly hosts: Uint8Array;
  /** Three for each group: count, first, last. */
  readonly groupStats: Float64Array;
  /** `anchorsAt` and `noDates`: as they come with the tables. */
  open(speaker: number, isJournal: number, repeats: number, anchorsAt: number, noDates: number): void;
  /** After `open`: lines of that time are as if they were not there. Milliseconds since 1970, at most eight times. */
  leaveOut(from: number, to: number): void;
  /** Looks at whole lines: the byte before `end` ends one, and `begin` begins one. */
  scan(begin: number, end: number): void;
  /** Ends a log: hands out the last minutes. */
  close(): void;
  setDateEnd(at: number): void;
  clearGroup(group: number): void;
  /** Of the log so far. */
  counts(): {
    readonly lines: number;
    readonly errors: number;
    readonly warnings: number;
    /** Infinity and -Infinity while no line had a time. */
    readonly from: number;
    readonly to: number;
    /** The largest step back in time from one line to the next; both 0 when there was none. */
    readonly backFrom: number;
    readonly backTo: number;
  };
}

/** Bytes of the block, of which some are left free behind the lines: the engine looks at 16 in one step. */
export const BLOCK_BYTES = 4112 + 256 * 1024 + 16 * 1024;
export const TABLES_BYTES = 4 * 2 ** 20;
const MOST_GROUPS = 1024;

interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly block: WebAssembly.Global;
  readonly tables: WebAssembly.Global;
  readonly candidates: WebAssembly.Global;
  readonly hosts: WebAssembly.Global;
  readonly kinds: WebAssembly.Global;
  readonly groupStats: WebAssembly.Global;
  readonly lines: WebAssembly.Global;
  readonly errors: WebAssembly.Global;
  readonly warnings: WebAssembly.Global;
  readonly from: WebAssembly.Global;
  readonly to: WebAssembly.Global;
  readonly leftOut: WebAssembly.Global;
  readonly backFrom: WebAssembly.Global;
  readonly backTo: WebAssembly.Global;
  readonly longestLine: WebAssembly.Global;
  readonly leaveOut: Engine['leaveOut'];
  readonly open: Engine['open'];
  readonly scan: Engine['scan'];
  readonly close: Engine['close'];
  readonly setDateEnd: Engine['setDateEnd'];
  readonly clearGroup: Engine['clearGroup'];
}

let compiled: WebAssembly.Module | undefined;

/** An engine of its own memory, some 7 MiB of which only what is used is taken. `lineBytes`: so much of a line is searched. */
export function startEngine(env: EngineCalls, lineBytes: number): Engine {
  compiled ??= new WebAssembly.Module(Buffer.from(code, 'base64'));
  const instance = new WebAssembly.Instance(compiled, { env: { ...env } });
  const own = instance.exports as unknown as Exports;
  own.longestLine.value = lineBytes;
  const { buffer } = own.memory;
  const kinds = Buffer.from(buffer, own.kinds.value, 256).fill(1);
  for (const delimiter of DELIMITERS) kinds[delimiter.charCodeAt(0)] = 0;
  kinds.fill(2, 0x30, 0x3a);
  return {
    block: Buffer.from(buffer, own.block.value, BLOCK_BYTES),
    tables: Buffer.from(buffer, own.tables.value, TABLES_BYTES),
    candidates: new Uint32Array(buffer, own.candidates.value, 1024),
    hosts: new Uint8Array(buffer, own.hosts.value, 256),
    groupStats: new Float64Array(buffer, own.groupStats.value, 3 * MOST_GROUPS),
    open: own.open,
    leaveOut: own.leaveOut,
    scan: own.scan,
    close: own.close,
    setDateEnd: own.setDateEnd,
    clearGroup: own.clearGroup,
    counts: () => ({
      lines: own.lines.value - own.leftOut.value,
      errors: own.errors.value,
      warnings: own.warnings.value,
      from: own.from.value,
      to: own.to.value,
      backFrom: own.backFrom.value,
      backTo: own.backTo.value,
    }),
  };
}
