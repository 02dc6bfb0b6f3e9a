import type { FileSpec } from '../../../bundle/spec.js';
import { pressureCpu, pressureIo, pressureMemory } from '../../../bundle/specs/node.js';
import { defineFact, deriveFact, type Evidence, type Fact, optional, ParseError } from '../../fact.js';
import { kernelRelease } from '../system/system-versions.js';

/** Percent of the last 10, 60 and 300 seconds. */
export interface Stall {
  readonly avg10: number;
  readonly avg60: number;
  readonly avg300: number;
  readonly at: Evidence;
}

/** `some`: at least one task had to wait; `full`: all of them at once (for the processor since kernel 5.13). */
export interface Pressure {
  readonly some: Stall;
  readonly full?: Stall;
}

/** /proc/pressure, kernel 4.20 and later: `some avg10=7.77 avg60=21.82 avg300=14.78 total=1443985373`. */
export const pressure: Readonly<Record<'cpu' | 'memory' | 'io', Fact<Pressure>>> = {
  cpu: read('the pressure on processors', pressureCpu),
  memory: read('the pressure on memory', pressureMemory),
  io: read('the pressure on disks', pressureIo),
};

/**
 * Whether the kernel measures it: since 4.20, where it was not switched off; some older kernels were given it.
 * Unknown when neither the files nor the version of the kernel is in the bundle.
 */
export const measuresPressure = deriveFact({
  name: 'whether the kernel measures pressure',
  needs: { cpu: optional(pressure.cpu), kernel: optional(kernelRelease) },
  derive({ cpu, kernel }): boolean {
    if (cpu) return true;
    const [, major, minor] = /^(\d+)\.(\d+)/.exec(kernel?.value ?? '') ?? [];
    if (major === undefined) throw new ParseError('the version of the kernel is not in the bundle');
    return Number(major) > 4 || (Number(major) === 4 && Number(minor) >= 20);
  },
});

function read(name: string, from: FileSpec): Fact<Pressure> {
  return defineFact({
    name,
    from,
    parse: source => {
      const stalls = new Map<string, Stall>();
      for (const at of source.lines) {
        const [, kind, avg10, avg60, avg300] =
          /^(some|full) avg10=([\d.]+) avg60=([\d.]+) avg300=([\d.]+) /.exec(at.text) ?? [];
        if (kind) stalls.set(kind, { avg10: Number(avg10), avg60: Number(avg60), avg300: Number(avg300), at });
      }
      const some = stalls.get('some');
      const full = stalls.get('full');
      if (!some) throw new ParseError('not a file of /proc/pressure', source.lines[0]);
      return { some, ...(full && { full }) };
    },
  });
}
