import type { Spec } from '../../bundle/spec.js';
import { kernelJournal, smartdLog, systemJournal } from '../../bundle/specs/logs.js';
import { UNITS, unitJournal } from '../../bundle/specs/units.js';
import type { LogScan, ScannedLog } from '../scan/line-scanner.js';

/** Takes the bytes of a journal of many units, and hands each line to the log that it is of. */
export interface JournalLines {
  write(chunk: Buffer): void;
  /** Between two lines: so many lines of the file are not given. */
  skip(lines: number): void;
  end(cut: boolean): ReadonlyMap<string, readonly ScannedLog[]>;
}

export interface JournalOptions {
  /** What is looked for. */
  readonly wanted: readonly Spec[];
  /** Makes the log that lines of one node and spec go to. */
  open(spec: Spec, node: string): LogScan;
  /** The node that a host is; undefined for one that is none of ours. */
  nodeOf(host: string): string | undefined;
}

const LINE_END = 0x0a;
const SPACE = 0x20;
const TAB = 0x09;
/** What is looked at of a line to tell whose it is. */
const HEAD_BYTES = 320;

/** What a program calls itself in the journal, where that is not the name of its unit. */
const PROGRAMS: Readonly<Record<string, Spec>> = {
  kernel: kernelJournal,
  systemd: systemJournal,
  'systemd-logind': systemJournal,
  smartd: smartdLog,
  dockerd: unitJournal.docker,
  'dockerd-current': unitJournal.docker,
  'cri-dockerd': unitJournal['cri-docker'],
  hyperkube: unitJournal.kubelet,
  kubenswrapper: unitJournal.kubelet,
  rke2: unitJournal['rke2-server'],
  audispd: unitJournal.auditd,
  augenrules: unitJournal.auditd,
};

const BY_PROGRAM: ReadonlyMap<string, Spec> = new Map([
  ...UNITS.map(unit => [unit, unitJournal[unit]] as const),
  ...Object.entries(PROGRAMS),
]);
/** systemd names the unit that it speaks of: that unit's own journal has the line too. */
const UNIT_NAMED = new RegExp(String.raw`\b(${UNITS.join('|')})\.service\b`);

/** All that lines of a journal can be of. */
export const JOURNAL_SPECS: readonly Spec[] = [...new Set(BY_PROGRAM.values())];

/** The log that lines of a program belong to. */
export function programSpec(program: string): Spec | undefined {
  return BY_PROGRAM.get(program);
}

/** Whose lines a log in a shared file holds, in the word of the journal: `kubelet`, `kernel`. */
export function partName(spec: Spec): string {
  return spec.id.slice(spec.id.indexOf('/') + 1);
}

/**
 * `Jul 29 11:20:59 node1 kubelet[9575]: …`, `2023-07-29T11:20:59+0000 node1 kernel: …`: after the time the host, then
 * the program. A line that begins with a space goes on from the one before. What ends it gives is by node.
 */
export function journalLines({ wanted, open, nodeOf }: JournalOptions): JournalLines {
  const isWanted = new Set(wanted.map(({ id }) => id));
  const logs = new Map<string, OpenLog>();
  let targets: readonly OpenLog[] = [];
  let pending: Buffer | undefined;
  let inLine = false;
  let lineNumber = 0;

  const logOf = (spec: Spec, node: string): OpenLog => {
    const key = `${node}\0${spec.id}`;
    let log = logs.get(key);
    if (!log) {
      log = { spec, node, scan: open(spec, node), next: 1 };
      logs.set(key, log);
    }
    return log;
  };

  const begin = (line: Buffer): void => {
    lineNumber++;
    const goesOn = line[0] === SPACE || line[0] === TAB;
    if (!goesOn) targets = targetsOf(line.toString('latin1', 0, Math.min(line.length, HEAD_BYTES)));
    for (const log of targets) {
      log.scan.skip(lineNumber - log.next);
      log.next = lineNumber + 1;
      log.scan.write(line);
    }
  };

  const targetsOf = (line: string): OpenLog[] => {
    const { host, specs } = speakerOf(line);
    const node = specs.length > 0 ? nodeOf(host) : undefined;
    if (node === undefined) return [];
    return specs.filter(({ id }) => isWanted.has(id)).map(spec => logOf(spec, node));
  };

  return {
    write(chunk) {
      const bytes = pending ? Buffer.concat([pending, chunk]) : chunk;
      pending = undefined;
      for (let at = 0; at < bytes.length; ) {
        const lineEnd = bytes.indexOf(LINE_END, at);
        const piece = bytes.subarray(at, lineEnd < 0 ? bytes.length : lineEnd + 1);
        // Enough of a line must be there to tell whose it is.
        if (!inLine && lineEnd < 0 && piece.length < HEAD_BYTES) {
          pending = Buffer.from(piece);
          return;
        }
        if (inLine) for (const { scan } of targets) scan.write(piece);
        else begin(piece);
        inLine = lineEnd < 0;
        at += piece.length;
      }
    },
    skip(lines) {
      lineNumber += lines;
    },
    end(cut) {
      if (pending) begin(pending);
      const ended = new Map<string, ScannedLog[]>();
      for (const { spec, node, scan } of logs.values()) {
        const log = scan.end(cut);
        const named = { ...log, summary: { ...log.summary, part: partName(spec) } };
        ended.set(node, [...(ended.get(node) ?? []), named]);
      }
      return ended;
    },
  };
}

interface OpenLog {
  readonly spec: Spec;
  readonly node: string;
  readonly scan: LogScan;
  /** The number that the next line would get. */
  next: number;
}

const ISO = /^\d{4}-\d\d-\d\dT\S+ (\S+) ([^\s[:]+)/;
const SYSLOG = /^[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d(?:\.\d+)? (\S+) ([^\s[:]+)/;

function speakerOf(line: string): { readonly host: string; readonly specs: readonly Spec[] } {
  const [, host = '', program = ''] = ISO.exec(line) ?? SYSLOG.exec(line) ?? [];
  const spec = BY_PROGRAM.get(program);
  if (!spec) return { host, specs: [] };
  const unit = spec === systemJournal ? UNITS.find(known => known === UNIT_NAMED.exec(line)?.[1]) : undefined;
  return { host, specs: unit ? [spec, unitJournal[unit]] : [spec] };
}
