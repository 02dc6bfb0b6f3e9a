import { packagesRpm } from '../../../bundle/specs/node.js';
import { defineFact, type Evidence, ParseError } from '../../fact.js';

/** A version of systemd with the line that names it. */
export interface SystemdRelease {
  /** `219-62.el7_6.6.x86_64` of a package. */
  readonly release: string;
  readonly at: Evidence;
}

/** `systemd-219-62.el7_6.6.x86_64` of `rpm -q`. Unknown where packages are not rpm. */
export const systemdPackage = defineFact<SystemdRelease>({
  name: 'the package of systemd',
  from: packagesRpm,
  parse: source => find(source.lines, /^systemd-(\d\S*)$/),
});

function find(lines: readonly Evidence[], pattern: RegExp): SystemdRelease {
  for (const at of lines) {
    const [, release] = pattern.exec(at.text.trim()) ?? [];
    if (release !== undefined) return { release, at };
  }
  throw new ParseError('names no systemd', lines[0]);
}
