import { resolvConf } from '../../../bundle/specs/config.js';
import { defineFact, type Evidence, ParseError } from '../../fact.js';

export interface ResolvConf {
  readonly nameservers: readonly { readonly address: string; readonly at: Evidence }[];
  /** Of the last `search` or `domain` line, which is the one that counts. */
  readonly search: readonly string[];
  readonly searchAt?: Evidence;
  readonly first?: Evidence;
}

/** /etc/resolv.conf: `nameserver 192.0.2.53`, `search a.example.com b.example.com`; `#` and `;` begin comments. */
export const resolver = defineFact<ResolvConf>({
  name: 'the DNS settings of the node',
  from: resolvConf,
  parse: source => {
    const rows = source.lines.filter(({ text }) => /\S/.test(text));
    if (!rows.some(({ text }) => /^\s*(?:[#;]|nameserver|search|domain|options|sortlist)/.test(text))) {
      throw new ParseError('not a resolv.conf', rows[0]);
    }
    const words = (at: Evidence) => at.text.trim().split(/\s+/).slice(1);
    const searchAt = rows.findLast(({ text }) => /^\s*(?:search|domain)\s/.test(text));
    return {
      nameservers: rows
        .filter(({ text }) => /^\s*nameserver\s+\S/.test(text))
        .map(at => ({ address: words(at)[0] ?? '', at })),
      search: searchAt ? words(searchAt) : [],
      ...(searchAt && { searchAt }),
      ...(rows[0] && { first: rows[0] }),
    };
  },
});
