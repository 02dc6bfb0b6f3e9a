import { timedatectl as spec } from '../../../bundle/specs/time.js';
import { defineFact, type Evidence, ParseError } from '../../fact.js';

/** Whether the kernel takes its clock for synchronised. */
export interface ClockState {
  readonly synchronised: boolean;
  readonly at: Evidence;
}

/**
 * `timedatectl status`; since systemd 234, then before:
 *
 *     System clock synchronized: yes
 *          NTP synchronized: yes
 *
 * It is a flag of the kernel that a time service sets, whichever it is, and that outlives it: after the last
 * correction the kernel takes some nine hours to give up (its error estimate grows by 500 ppm up to 16 s). The
 * other line, `NTP service:` or `NTP enabled:`, tells of the services that systemd knows, not of the clock.
 */
export const clockState = defineFact<ClockState>({
  name: 'timedatectl',
  from: spec,
  parse({ lines }) {
    for (const at of lines) {
      const match = /^\s*(?:System clock|NTP) synchronized: (?<value>yes|no)\b/.exec(at.text);
      if (match) return { synchronised: match.groups?.['value'] === 'yes', at };
    }
    throw new ParseError('timedatectl does not say whether the clock is synchronised', lines[0]);
  },
});

/** How long the kernel still calls a clock synchronised that nobody corrects any more. */
export const FLAG_OUTLIVES_MS = 9 * 60 * 60_000;
