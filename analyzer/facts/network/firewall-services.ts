import { firewalld as firewalldSpec, ufw as ufwSpec } from '../../../bundle/specs/network.js';
import { defineFact, type Evidence, ParseError } from '../../fact.js';

/** A port, or a range of them, that a firewall lets in. `any`: both protocols. */
export interface OpenPort {
  readonly from: number;
  readonly to: number;
  readonly protocol: 'tcp' | 'udp' | 'any';
}

export interface FirewallService {
  readonly active: boolean;
  readonly open: readonly OpenPort[];
  /** Names of services it lets in (`ssh`, `kube-apiserver`): their ports are not known here. */
  readonly services: readonly string[];
  /** It lets everything in: firewalld's target ACCEPT, ufw's `allow (incoming)`. */
  readonly lets: boolean;
  /** Addresses from which it lets everything in: `192.0.2.0/24`. */
  readonly trusted: readonly string[];
  readonly at: Evidence;
}

/**
 * Of `firewall-cmd --list-all`: the default zone alone.
 *
 * ```
 * public (active)
 *   target: default
 *   services: dhcpv6-client ssh
 *   ports: 6443/tcp 30000-32767/tcp
 * FirewallD is not running
 * ```
 */
export const firewalld = defineFact<FirewallService>({
  name: 'the ports that firewalld opens',
  from: firewalldSpec,
  parse: source => {
    const line = (key: string) => source.lines.find(({ text }) => text.trimStart().startsWith(`${key}:`));
    const words = (key: string) =>
      line(key)?.text.split(':').slice(1).join(':').trim().split(/\s+/).filter(Boolean) ?? [];
    const off = source.lines.find(({ text }) => /FirewallD is not running|not running/i.test(text));
    if (off) return { active: false, open: [], services: [], lets: false, trusted: [], at: off };
    const at = line('ports');
    if (!at) throw new ParseError('not the output of `firewall-cmd --list-all`', source.lines[0]);
    return {
      active: true,
      open: words('ports').flatMap(text => portOf(text)),
      services: words('services'),
      lets: words('target')[0] === 'ACCEPT',
      trusted: words('sources'),
      at,
    };
  },
});

/**
 * Of `ufw status verbose`:
 *
 * ```
 * Status: active
 * Default: deny (incoming), allow (outgoing), disabled (routed)
 * To                         Action      From
 * 22/tcp                     ALLOW IN    Anywhere
 * 10250,10255/tcp            ALLOW IN    192.0.2.0/24
 * Anywhere                   ALLOW IN    192.0.2.0/24
 * ```
 */
export const ufw = defineFact<FirewallService>({
  name: 'the ports that ufw opens',
  from: ufwSpec,
  parse: source => {
    const at = source.lines.find(({ text }) => /^Status: (?:in)?active/.test(text));
    if (!at) throw new ParseError('not the output of `ufw status`', source.lines[0]);
    const active = at.text.includes(' active');
    const rows = source.lines.flatMap(({ text }) => {
      const [to, action, from] = text.trimEnd().split(/\s{2,}/);
      const lets = /^(?:ALLOW|LIMIT)(?: IN)?$/.test(action ?? '');
      return lets && to && from && !to.includes('(v6)') ? [{ to, from }] : [];
    });
    const everything = rows.filter(({ to }) => /^Anywhere/.test(to));
    return {
      active,
      open: rows.flatMap(({ to }) => to.split(/[ ,]/).flatMap(text => portOf(text, to))),
      services: rows.map(({ to }) => to).filter(to => /^[A-Za-z]/.test(to) && !to.startsWith('Anywhere')),
      lets:
        source.lines.some(({ text }) => /^Default: allow \(incoming\)/.test(text)) ||
        everything.some(({ from }) => from === 'Anywhere'),
      trusted: everything.map(({ from }) => from),
      at,
    };
  },
});

/** `6443/tcp`, `30000-32767/tcp`, `8472`; of ufw's `10250,10255/tcp` the protocol stands at the end of the whole. */
function portOf(text: string, whole: string = text): OpenPort[] {
  const [, from, to] = /^(\d+)(?:[-:](\d+))?(?:\/(?:tcp|udp))?$/.exec(text) ?? [];
  if (from === undefined) return [];
  const protocol = /\/(tcp|udp)/.exec(whole)?.[1];
  return [
    {
      from: Number(from),
      to: Number(to ?? from),
      protocol: protocol === 'tcp' || protocol === 'udp' ? protocol : 'any',
    },
  ];
}

/** Whether it lets the port in, as far as ports tell. */
export function letsIn({ open, lets }: FirewallService, port: number, protocol: 'tcp' | 'udp'): boolean {
  return (
    lets ||
    open.some(one => one.from <= port && port <= one.to && (one.protocol === 'any' || one.protocol === protocol))
  );
}
