import { chronyTracking as spec } from '../../../bundle/specs/time.js';
import { defineFact, type Evidence, ParseError } from '../../fact.js';

/** What chronyd thinks of the node's clock. */
export interface ChronyTracking {
  /**
   * source: it follows a time server. local: it follows the node's own clock (`local stratum 10`), and looks
   * healthy at any offset. none: it follows nothing yet, or nothing any more.
   */
  readonly reference: { readonly kind: 'source' | 'local' | 'none'; readonly at: Evidence };
  /** Seconds that the node's clock is ahead of NTP time; negative when it is behind. Means something with a source alone. */
  readonly ahead: { readonly seconds: number; readonly at: Evidence };
  readonly synchronised: { readonly value: boolean; readonly at: Evidence };
}

/** 127.127.1.1, chrony's name for the node's own clock. */
const LOCAL_REFERENCE = '7F7F0101';

/**
 * `chronyc -n tracking`
 *
 *     Reference ID    : C0000201 (192.0.2.1)
 *     Stratum         : 3
 *     System time     : 0.000018207 seconds fast of NTP time
 *     Leap status     : Normal
 *
 * Until it is synchronised the ID is `00000000 ()`, the offset zero and the leap status `Not synchronised`.
 * chrony 2 prints the ID as an address: `192.0.2.1 (ntp1.example.net)`, `127.127.1.1 ()`. Without a running
 * chronyd all that is printed is `506 Cannot talk to daemon`: unknown.
 */
export const chronyTracking = defineFact<ChronyTracking>({
  name: 'chronyc tracking',
  from: spec,
  parse({ lines }) {
    const csv = fromCsv(lines[0]);
    if (csv) return csv;
    const row = (label: string) => {
      const at = lines.find(line => line.text.trimStart().startsWith(label));
      const colon = at?.text.indexOf(':') ?? -1;
      if (!at || colon < 0) throw new ParseError(`no line "${label}" of chronyc tracking`, lines[0]);
      return { at, value: at.text.slice(colon + 1).trim() };
    };
    const id = row('Reference ID');
    const time = row('System time');
    const leap = row('Leap status');
    const offset = /^(\d+(?:\.\d+)?) seconds (fast|slow)/.exec(time.value);
    if (!offset) throw new ParseError('not an offset of the clock', time.at);
    return {
      reference: { kind: kindOf(id.value), at: id.at },
      ahead: { seconds: Number(offset[1]) * (offset[2] === 'fast' ? 1 : -1), at: time.at },
      synchronised: { value: leap.value !== 'Not synchronised', at: leap.at },
    };
  },
});

/** `chronyc -c tracking`: 14 fields, the offset the fifth, positive when the clock is ahead, the leap status the last. */
function fromCsv(at: Evidence | undefined): ChronyTracking | undefined {
  const fields = at?.text.trim().split(',') ?? [];
  const [id = '', , , , offset] = fields;
  const seconds = Number(offset);
  if (!at || fields.length !== 14 || !/^[0-9A-F]{8}$/.test(id) || Number.isNaN(seconds)) return undefined;
  return {
    reference: { kind: kindOf(id), at },
    ahead: { seconds, at },
    synchronised: { value: fields[13] !== 'Not synchronised', at },
  };
}

function kindOf(id: string): ChronyTracking['reference']['kind'] {
  if (id.startsWith('00000000') || id.startsWith('0.0.0.0')) return 'none';
  return id.startsWith(LOCAL_REFERENCE) || id.startsWith('127.127.1.1') ? 'local' : 'source';
}
