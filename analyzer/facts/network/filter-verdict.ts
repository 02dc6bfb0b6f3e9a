import type { FilterRule, PacketFilter } from './packet-filter.js';

/** The rule or the policy that stops what no rule before it has let through. */
export interface Stop {
  /** `policy DROP`, or the target of the rule. */
  readonly what: string;
  readonly at: FilterRule['at'];
  /** The rules of the chain that come before it. */
  readonly before: readonly FilterRule[];
}

/** A rule without any test but a comment: it takes every packet that comes to it. */
function takesAll({ match }: FilterRule): boolean {
  return match.replace(/-m comment|--comment (?:"[^"]*"|\S+)|\/\*[^*]*\*\/|reject-with \S+/g, '').trim() === '';
}

/** Where a chain of the kernel stops what is left, by its first blanket rule or by its policy; undefined when it lets all through. */
export function stopOf({ policies, rules }: PacketFilter, chain: string): Stop | undefined {
  const own = rules.filter(rule => rule.chain === chain);
  const end = own.findIndex(rule => /^(?:DROP|REJECT|ACCEPT)$/.test(rule.target) && takesAll(rule));
  const last = own[end];
  if (last) return last.target === 'ACCEPT' ? undefined : { what: last.target, at: last.at, before: own.slice(0, end) };
  const policy = policies.get(chain);
  return policy?.policy === 'DROP' ? { what: 'policy DROP', at: policy.at, before: own } : undefined;
}

/** Whether a rule is about a port: `--dport 10250`, `--dports 22,6443,10000:11000`. */
export function namesPort({ match }: FilterRule, port: number, protocol: 'tcp' | 'udp'): boolean {
  const other = protocol === 'tcp' ? 'udp' : 'tcp';
  if (new RegExp(`-p ${other}\\b`).test(match)) return false;
  const listed = /--dports? (\S+)/.exec(match)?.[1];
  return (
    listed?.split(',').some(part => {
      const [from, to = from] = part.split(':').map(Number);
      return from !== undefined && to !== undefined && from <= port && port <= to;
    }) ?? false
  );
}
