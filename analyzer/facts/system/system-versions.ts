import { osRelease } from '../../../bundle/specs/config.js';
import { systemdVersion, uname } from '../../../bundle/specs/node.js';
import { defineFact, type Fact, ParseError } from '../../fact.js';
import type { NodeValue } from '../cluster/node-object.js';

/** `Debian GNU/Linux 12 (bookworm)`, from os-release. */
export const osName: Fact<NodeValue> = defineFact({
  name: 'the name of the system',
  from: osRelease,
  parse({ lines }) {
    const at = lines.find(line => line.text.startsWith('PRETTY_NAME='));
    if (!at) throw new ParseError('no line PRETTY_NAME=', lines[0]);
    return { value: at.text.slice('PRETTY_NAME='.length).replace(/^(?:"(.*)"|'(.*)')$/, '$1$2'), at };
  },
});

/** `5.15.0-91-generic`, from `Linux n1 5.15.0-91-generic #101-Ubuntu SMP …`. */
export const kernelRelease: Fact<NodeValue> = defineFact({
  name: 'the version of the kernel',
  from: uname,
  parse({ lines }) {
    const at = lines[0];
    const value = at?.text.match(/^Linux \S+ (\S+)/)?.[1];
    if (!at || value === undefined) throw new ParseError('not what `uname -a` prints on Linux', at);
    return { value, at };
  },
});

/** `252 (252.22-1~deb12u1)`, from the first line of `systemctl --version`. */
export const systemdRelease: Fact<NodeValue> = defineFact({
  name: 'the version of systemd',
  from: systemdVersion,
  parse({ lines }) {
    const at = lines[0];
    const value = at?.text.match(/^systemd (\d.*)/)?.[1];
    if (!at || value === undefined) throw new ParseError('not what `systemctl --version` prints', at);
    return { value, at };
  },
});
