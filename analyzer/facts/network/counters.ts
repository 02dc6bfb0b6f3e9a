import {
  conntrackProc,
  conntrackCount as countSpec,
  conntrackMax as maxSpec,
  neighbours,
  reservations as reservationsSpec,
  conntrackStats as statsSpec,
  tcpCounters as tcpSpec,
} from '../../../bundle/specs/network.js';
import { defineFact, type Evidence, ParseError, type Source } from '../../fact.js';

/** A number with the line that has it. */
export interface Counted {
  readonly value: number;
  readonly at: Evidence;
}

/** How many connections the kernel tracks, and how many it can. */
export const conntrackCount = defineFact({ name: 'the number of tracked connections', from: countSpec, parse: only });
export const conntrackMax = defineFact({ name: 'net.netfilter.nf_conntrack_max', from: maxSpec, parse: only });

/**
 * The counters of `conntrack -S`, summed over the processors: `insert_failed`, `drop`, `early_drop`.
 *
 * ```
 * cpu=0           found=12 invalid=4 insert=0 insert_failed=3 drop=3 early_drop=0 error=0 search_restart=6
 * entries  clashres found new invalid …                            /proc/net/stat/nf_conntrack, in hexadecimal
 * 00000730  00000000 0000000c 00000000 00000004 …
 * ```
 */
export const conntrackStats = defineFact<ReadonlyMap<string, Counted>>({
  name: 'the counters of connection tracking',
  from: [statsSpec, conntrackProc],
  parse: source => {
    const sums = new Map<string, Counted>();
    const [header, ...rows] = source.lines;
    const names = /^entries\s/.test(header?.text ?? '') ? header?.text.trim().split(/\s+/) : undefined;
    for (const at of names ? rows : []) {
      const values = at.text.trim().split(/\s+/);
      names?.forEach((name, i) => {
        const value = Number.parseInt(values[i] ?? '', 16);
        if (Number.isFinite(value))
          sums.set(name, { value: (sums.get(name)?.value ?? 0) + value, at: sums.get(name)?.at ?? at });
      });
    }
    for (const at of source.lines) {
      if (!at.text.startsWith('cpu=')) continue;
      for (const [, name = '', value] of at.text.matchAll(/([a-z_]{1,40})=(\d+)/g)) {
        sums.set(name, { value: (sums.get(name)?.value ?? 0) + Number(value), at: sums.get(name)?.at ?? at });
      }
    }
    if (!sums.has('insert_failed')) throw new ParseError('not the output of `conntrack -S`', source.lines[0]);
    return sums;
  },
});

/** The counters `TcpExt` of /proc/net/netstat, which has a line of names and one of numbers: `ListenOverflows`, `ListenDrops`. */
export const tcpCounters = defineFact<ReadonlyMap<string, Counted>>({
  name: 'the counters of TCP',
  from: tcpSpec,
  parse: source => {
    const [names, at] = source.lines.filter(({ text }) => text.startsWith('TcpExt:'));
    if (!names || !at) throw new ParseError('not /proc/net/netstat', source.lines[0]);
    const values = at.text.split(' ').slice(1).map(Number);
    const found = new Map<string, Counted>();
    names.text
      .split(' ')
      .slice(1)
      .forEach((name, i) => {
        const value = values[i];
        if (value !== undefined && Number.isFinite(value)) found.set(name, { value, at });
      });
    return found;
  },
});

/** How many entries the table of IPv4 neighbours has, from `ip neigh show` or `arp -n`; `at` is the first. */
export const neighbourCount = defineFact<Counted>({
  name: 'the number of neighbours',
  from: neighbours,
  parse: source => {
    const rows = source.lines.filter(({ text }) => /^\d+(?:\.\d+){3}\s/.test(text));
    const at = rows[0] ?? source.lines[0];
    if (!at || (rows.length === 0 && !/ dev |^Address /.test(source.text))) {
      throw new ParseError('not the output of `ip neigh`', at);
    }
    return { value: rows.length, at };
  },
});

export interface Reservations {
  /** `cbr0`, `cni0`: the name of the network. */
  readonly network: string;
  readonly addresses: number;
  readonly at: Evidence;
}

/**
 * The addresses that host-local holds, a file each, from `ls -1R /var/lib/cni/networks`:
 *
 * ```
 * /var/lib/cni/networks/cbr0:
 * 10.42.0.17
 * last_reserved_ip.0
 * lock
 * ```
 */
export const reservations = defineFact<readonly Reservations[]>({
  name: 'the addresses that host-local holds',
  from: reservationsSpec,
  parse: source => {
    const found: { network: string; addresses: number; at: Evidence }[] = [];
    for (const at of source.lines) {
      const [, network] = /^\/var\/lib\/cni\/networks\/([^/]+):$/.exec(at.text) ?? [];
      if (network !== undefined) found.push({ network, addresses: 0, at });
      const current = found.at(-1);
      if (current && /^(?:\d+(?:\.\d+){3}|[0-9a-f]*:[0-9a-f:]+)$/.test(at.text.trim())) current.addresses++;
    }
    if (found.length === 0 && !source.text.startsWith('/var/lib/cni/networks')) {
      throw new ParseError('not the output of `ls -1R`', source.lines[0]);
    }
    return found;
  },
});

function only(source: Source): Counted {
  const at = source.lines.find(({ text }) => text.trim() !== '');
  if (!at || !/^\d+$/.test(at.text.trim())) throw new ParseError('not a number', at);
  return { value: Number(at.text), at };
}
