import { k3sCheckConfig as spec } from '../../../bundle/specs/runtime.js';
import { defineFact, type Evidence, ParseError } from '../../fact.js';

/** What `k3s check-config` found wrong with the node. */
export interface K3sConfigCheck {
  readonly failed: readonly { readonly what: string; readonly at: Evidence }[];
  /** `STATUS: pass`, or `STATUS: 2 (fail)`. */
  readonly status: Evidence;
}

/** Colours around each value. */
const COLOURS = /\x1b\[[0-9;]*m/g;

/**
 * `k3s check-config`: one item a line, and those that count end with `(fail)`:
 *
 *     - cgroup hierarchy: nonexistent?? (fail)
 *     - /usr/sbin iptables v1.8.2 (nf_tables): should be older than v1.8.0, newer than v1.8.3, or in legacy mode (fail)
 *     STATUS: 2 (fail)
 *
 * `missing` alone is optional. Unknown when it broke off before its last line.
 */
export const k3sConfigCheck = defineFact<K3sConfigCheck>({
  name: 'k3s check-config',
  from: spec,
  parse({ lines }) {
    const plain = lines.map(at => ({ text: at.text.replace(COLOURS, '').trim(), at }));
    const status = plain.find(({ text }) => text.startsWith('STATUS: '));
    if (!status) throw new ParseError('k3s check-config has no line of its status', lines[0]);
    const failed = plain
      .filter(line => line !== status && line.text.endsWith('(fail)'))
      .map(({ text, at }) => ({ what: text.replace(/^- /, '').replace(/ \(fail\)$/, ''), at }));
    return { failed, status: status.at };
  },
});
