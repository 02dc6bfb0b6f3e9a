import { ntpq } from '../../../bundle/specs/time.js';
import { defineFact, type Evidence, ParseError } from '../../fact.js';

/** The peer that ntpd follows, when it follows one. */
export interface NtpPeers {
  readonly count: number;
  /** How far the node's clock is ahead of the peer; ntpq prints it the other way round, in milliseconds. */
  readonly followed?: { readonly aheadSeconds: number; readonly at: Evidence };
  readonly header: Evidence;
}

/**
 * `ntpq -pn`; the mark in the first column is `*` for the peer that is followed, `o` with a pulse:
 *
 *          remote           refid      st t when poll reach   delay   offset  jitter
 *     ==============================================================================
 *     *192.0.2.1       198.51.100.7     2 u   33   64  377    0.412   -0.031   0.022
 */
export const ntpPeers = defineFact<NtpPeers>({
  name: 'ntpq peers',
  from: ntpq,
  parse({ lines }) {
    const header = lines.find(line => /\bremote\s+refid\b/.test(line.text));
    if (!header) throw new ParseError('no table of ntpq', lines[0]);
    const rows = lines.filter(line => line.line > header.line && /^.?[\w.:]+\s+\S+\s+\d+\s/.test(line.text));
    const at = rows.find(row => /^[*o]/.test(row.text));
    const offset = at && Number(at.text.trim().split(/\s+/).at(-2));
    const followed = at && offset !== undefined && Number.isFinite(offset) && { aheadSeconds: -offset / 1000, at };
    return { count: rows.length, header, ...(followed && { followed }) };
  },
});
