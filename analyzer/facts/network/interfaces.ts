import { addresses as addressesSpec, links } from '../../../bundle/specs/network.js';
import { defineFact, type Evidence, ParseError, type Source } from '../../fact.js';

/** What one direction of an interface has carried since it came up. */
export interface Traffic {
  readonly packets: number;
  readonly errors: number;
  readonly dropped: number;
  readonly at: Evidence;
}

export interface Interface {
  readonly name: string;
  /** `UP`, `LOWER_UP`, `NO-CARRIER`: the kernel's words. */
  readonly flags: readonly string[];
  /** `UP`, `DOWN`, `UNKNOWN`, `LOWERLAYERDOWN`; absent in the output of ifconfig. */
  readonly state?: string;
  readonly mtu?: number;
  /** `192.0.2.11/24`; the length is absent in the output of older ifconfigs. */
  readonly addresses: readonly { readonly text: string; readonly failed: boolean; readonly at: Evidence }[];
  readonly received?: Traffic;
  readonly sent?: Traffic;
  readonly at: Evidence;
}

/**
 * The interfaces with their addresses, from `ip addr show` or `ifconfig -a`:
 *
 * ```
 * 4: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc fq_codel state UP group default qlen 1000
 *     inet 192.0.2.11/24 brd 192.0.2.255 scope global eth0
 *     inet6 fe80::1/64 scope link dadfailed tentative
 * 7: veth9a1@if2: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1450 …
 * eth0: flags=4163<UP,BROADCAST,RUNNING,MULTICAST>  mtu 1500
 * eth0      Link encap:Ethernet  HWaddr 00:00:5e:00:53:01
 *           inet addr:192.0.2.11  Bcast:192.0.2.255  Mask:255.255.255.0
 *           UP BROADCAST RUNNING MULTICAST  MTU:1500  Metric:1
 * ```
 */
export const interfaces = defineFact<readonly Interface[]>({
  name: 'the network interfaces',
  from: addressesSpec,
  parse: readInterfaces,
});

/** The same from `ip -s link show`, with what each has carried, lost and dropped. */
export const interfaceCounters = defineFact<readonly Interface[]>({
  name: 'the counters of the network interfaces',
  from: links,
  parse: source => {
    const found = readInterfaces(source);
    if (!found.some(({ received }) => received)) throw new ParseError('shows no counters', source.lines[0]);
    return found;
  },
});

const IP_HEAD = /^\d+: ([^:@\s]+)(?:@[^:\s]+)?: <([^>]*)> mtu (\d{1,9})(?:.* state (\S+))?/;
const IFCONFIG_HEAD = /^([^\s:]+): flags=\d+<([^>]*)>\s+mtu (\d+)/;
const OLD_IFCONFIG_HEAD = /^(\S+)\s+Link encap:/;
const ADDRESS = /^\s+inet6? (?:addr: ?)?([0-9a-fA-F.:]+(?:\/\d+)?)(.*)/;

type Draft = { -readonly [K in keyof Interface]: Interface[K] } & { addresses: Interface['addresses'][number][] };

function readInterfaces(source: Source): readonly Interface[] {
  const found: Draft[] = [];
  source.lines.forEach((at, i) => {
    const head = IP_HEAD.exec(at.text) ?? IFCONFIG_HEAD.exec(at.text);
    const name = head?.[1] ?? OLD_IFCONFIG_HEAD.exec(at.text)?.[1];
    if (name !== undefined) {
      found.push({
        name,
        flags: head?.[2]?.split(',') ?? [],
        ...(head?.[4] !== undefined && { state: head[4] }),
        ...(head?.[3] !== undefined && { mtu: Number(head[3]) }),
        addresses: [],
        at,
      });
      return;
    }
    const current = found.at(-1);
    if (current) readDetail(current, at, source.lines[i + 1]);
  });
  if (found.length === 0) throw new ParseError('shows no network interface', source.lines[0]);
  return found;
}

function readDetail(current: Draft, at: Evidence, next: Evidence | undefined): void {
  const [, text, rest = ''] = ADDRESS.exec(at.text) ?? [];
  if (text !== undefined) current.addresses.push({ text, failed: / dadfailed/.test(rest), at });
  const [, flags, mtu] = /^\s+((?:[A-Z]+ )+) ?MTU:(\d+)/.exec(at.text) ?? [];
  if (flags !== undefined) Object.assign(current, { flags: flags.trim().split(' '), mtu: Number(mtu) });
  const direction = /^\s+([RT])X(?: errors)?:? /.exec(at.text)?.[1];
  if (direction === undefined) return;
  const key = direction === 'R' ? 'received' : 'sent';
  const counted = ifconfigTraffic(at) ?? (next && ipTraffic(at, next));
  if (counted) current[key] = { packets: 0, errors: 0, dropped: 0, ...current[key], ...counted };
}

/** `RX:  bytes packets errors dropped  missed   mcast` with the numbers in the next line. */
function ipTraffic(header: Evidence, at: Evidence): Traffic | undefined {
  const names = header.text.trim().split(/\s+/).slice(1);
  const values = at.text.trim().split(/\s+/).map(Number);
  const value = (name: string) => values[names.indexOf(name)];
  const [packets, errors, dropped] = [value('packets'), value('errors'), value('dropped')];
  if (packets === undefined || errors === undefined || dropped === undefined) return undefined;
  return [packets, errors, dropped].every(Number.isFinite) ? { packets, errors, dropped, at } : undefined;
}

/** `RX packets:1319 errors:0 dropped:0`, or `RX packets 1319  bytes 75214` and below it `RX errors 0  dropped 0`. */
function ifconfigTraffic(at: Evidence): (Partial<Traffic> & { at: Evidence }) | undefined {
  const found = [...at.text.matchAll(/(packets|errors|dropped)[: ](\d+)/g)].map(
    ([, name = '', value]) => [name, Number(value)] as const,
  );
  return found.length === 0 ? undefined : { ...Object.fromEntries(found), at };
}
