import { iptables, nftables } from '../../../bundle/specs/network.js';
import { defineFact, type Evidence, ParseError, type Source } from '../../fact.js';

export interface FilterRule {
  readonly chain: string;
  /** `DROP`, `REJECT`, `ACCEPT`, or the chain it goes on with; empty for a rule that only counts. */
  readonly target: string;
  /** Every test of the rule, in the words of iptables-save: `-p tcp -m tcp --dport 22`. */
  readonly match: string;
  readonly at: Evidence;
}

/** The table `filter` of IPv4, which lets packets through or not. */
export interface PacketFilter {
  /** `ACCEPT` or `DROP` of INPUT, FORWARD and OUTPUT. */
  readonly policies: ReadonlyMap<string, { readonly policy: string; readonly at: Evidence }>;
  readonly rules: readonly FilterRule[];
  /** iptables itself warns that rules of the other backend are there, too. */
  readonly otherBackend?: Evidence;
}

/**
 * Of `iptables-save`, of `iptables -L -n -v` in bundles of others, or, without iptables, of `nft list ruleset`:
 *
 * ```
 * *filter
 * :FORWARD DROP [12:720]
 * -A INPUT -j REJECT --reject-with icmp-host-prohibited
 * # Warning: iptables-legacy tables present, use iptables-legacy-save to see them
 * Chain FORWARD (policy DROP 0 packets, 0 bytes)
 *     0     0 DROP       all  --  *      *       0.0.0.0/0            0.0.0.0/0
 * type filter hook input priority filter; policy drop;
 * tcp dport { 22, 6443 } accept
 * ```
 */
export const packetFilter = defineFact<PacketFilter>({
  name: 'the rules of iptables',
  from: [iptables, nftables],
  parse: source => {
    const listing = source.lines.some(({ text }) => /^Chain \S+ \((?:policy|\d+ references)/.test(text));
    const nft = source.lines.some(({ text }) => /^table \S+ \S+ \{/.test(text));
    const found = nft ? readNft(source) : listing ? readListing(source) : readSaved(source);
    const otherBackend = source.lines.find(({ text }) => /iptables-(?:legacy|nft) tables present/.test(text));
    if (found.policies.size === 0) throw new ParseError('has no table filter', source.lines[0]);
    return { ...found, ...(otherBackend && { otherBackend }) };
  },
});

type Read = Pick<PacketFilter, 'policies' | 'rules'>;

function readSaved(source: Source): Read {
  const policies = new Map<string, { policy: string; at: Evidence }>();
  const rules: FilterRule[] = [];
  let table = '';
  for (const at of source.lines) {
    const { text } = at;
    if (text.startsWith('*')) table = text.slice(1).trim();
    if (table !== 'filter') continue;
    const [, named, policy] = /^:(\S+) (ACCEPT|DROP)\b/.exec(text) ?? [];
    if (named && policy) policies.set(named, { policy, at });
    const [, chain, rest] = /^(?:\[\d+:\d+\] )?-A (\S+)(.*)/.exec(text) ?? [];
    if (chain === undefined || rest === undefined) continue;
    const [, match = rest, target = ''] = /^(.*?) ?-[jg] (\S+)/.exec(rest) ?? [];
    rules.push({ chain, target, match: match.trim(), at });
  }
  return { policies, rules };
}

function readListing(source: Source): Read {
  const policies = new Map<string, { policy: string; at: Evidence }>();
  const rules: FilterRule[] = [];
  let chain = '';
  for (const at of source.lines) {
    const [, named, policy] = /^Chain (\S+) \((?:policy (ACCEPT|DROP))?/.exec(at.text) ?? [];
    if (named !== undefined) {
      chain = named;
      if (policy) policies.set(named, { policy, at });
      continue;
    }
    // With -v packets, bytes and both interfaces stand around the target.
    const row =
      /^\s*\S+\s+\S+\s+([A-Z][\w-]*)\s+(\w+)\s+\S+\s+(\S+)\s+\S+\s+(\S+)\s+(\S+)\s*(.*)/.exec(at.text) ??
      /^([A-Z][\w-]*)\s+(\w+)\s+--\s+()(\S+)\s+(\S+)\s*(.*)/.exec(at.text);
    if (!row || row[1] === 'Chain') continue;
    const [, target = '', protocol, input, from, to, rest = ''] = row;
    const match = [
      ...(input && input !== '*' && input !== 'any' ? [`-i ${input}`] : []),
      ...(protocol && !/^(?:all|0)$/.test(protocol) ? [`-p ${protocol}`] : []),
      ...(from && !/^(?:0\.0\.0\.0\/0|anywhere)$/.test(from) ? [`-s ${from}`] : []),
      ...(to && !/^(?:0\.0\.0\.0\/0|anywhere)$/.test(to) ? [`-d ${to}`] : []),
      rest.replace(/dpts?:(\d+)(?::(\d+))?/g, (_, low, high) => `--dport ${low}${high ? `:${high}` : ''}`).trim(),
    ];
    rules.push({ chain, target, match: match.filter(Boolean).join(' '), at });
  }
  return { policies, rules };
}

/** What nft's words for a rule mean in those of iptables, as far as checks ask for it. */
const NFT_WORDS: readonly (readonly [RegExp, string])[] = [
  [/ct state \S+ ?/g, '-m conntrack '],
  [/(?:iif|iifname) "?([\w.-]+)"? ?/g, '-i $1 '],
  [/(?:ip|ip6) saddr (\S+) ?/g, '-s $1 '],
  [/(?:ip|ip6) daddr (\S+) ?/g, '-d $1 '],
  [/(?:meta )?l4proto (\S+) ?/g, '-p $1 '],
];

/** The chains that hang on a hook of the kernel get its name; others keep theirs. Tables of nat and IPv6 alone are left out. */
function readNft(source: Source): Read {
  const policies = new Map<string, { policy: string; at: Evidence }>();
  const rules: FilterRule[] = [];
  let family = '';
  let chain = '';
  for (const at of source.lines) {
    const text = at.text.trim();
    family = /^table (\S+) /.exec(text)?.[1] ?? family;
    chain = /^chain (\S+) \{/.exec(text)?.[1] ?? chain;
    if (family !== 'ip' && family !== 'inet') continue;
    const [, type, hook, policy = 'accept'] = /^type (\w+) hook (\w+) .*?(?:policy (\w+))?;?$/.exec(text) ?? [];
    if (type !== undefined && hook !== undefined) {
      chain = type === 'filter' ? hook.toUpperCase() : `${type} ${hook}`;
      const known = policies.get(chain);
      if (type === 'filter' && known?.policy !== 'DROP') policies.set(chain, { policy: policy.toUpperCase(), at });
      continue;
    }
    const [, tests, verdict] = /^(.*?) ?\b(accept|drop|reject|(?:jump|goto) \S+)\b/.exec(text) ?? [];
    if (tests === undefined || verdict === undefined) continue;
    const plain = NFT_WORDS.reduce((words, [from, to]) => words.replace(from, to), tests)
      .replace(/counter packets \d+ bytes \d+|counter/g, '')
      .replace(/(tcp|udp) dport (?:\{ ([^{}]*) \}|(\S+))/g, (_, protocol, several, one) => {
        const ports = String(several ?? one)
          .replace(/ /g, '')
          .replace(/-/g, ':');
        return `-p ${protocol} --dports ${ports}`;
      });
    const target = /^(?:jump|goto) /.test(verdict) ? verdict.replace(/^\w+ /, '') : verdict.toUpperCase();
    rules.push({ chain, target, match: plain.trim(), at });
  }
  return { policies, rules };
}
