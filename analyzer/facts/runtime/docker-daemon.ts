import { dockerDaemon } from '../../../bundle/specs/config.js';
import { unitFiles } from '../../../bundle/specs/units.js';
import { lineWith, parseJson } from '../../documents/json.js';
import { jsonErrorOffset } from '../../documents/strict-json.js';
import { defineFact, type Evidence, ParseError } from '../../fact.js';

/** /etc/docker/daemon.json, as dockerd would read it. */
export interface DaemonJson {
  /** The line at which it stops being JSON, when it is none: dockerd then refuses to start. */
  readonly error?: Evidence;
  /** The line that sets `hosts`, when one does. */
  readonly hosts?: Evidence;
}

/** Strict JSON: no comments, no comma before a bracket. Something else than an object is as wrong as no JSON. */
export const daemonJson = defineFact<DaemonJson>({
  name: 'daemon.json',
  from: dockerDaemon,
  parse(source) {
    const offset = jsonErrorOffset(source.text);
    if (offset !== undefined) {
      // A text that ends too early is wrong where its last word stands, not in the empty line below.
      const before = source.text.slice(0, offset);
      const line = (offset === source.text.length ? before.trimEnd() : before).split('\n').length;
      return { error: source.lines[line - 1] ?? source.lines.at(-1) ?? nothing(source.path) };
    }
    const value = parseJson(source);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return { error: source.lines[0] ?? nothing(source.path) };
    }
    return Object.hasOwn(value, 'hosts') ? { hosts: lineWith(source, '"hosts"') } : {};
  },
});

function nothing(path: string): never {
  throw new ParseError(`${path} has no lines`);
}

/** How dockerd is started: what of its flags matters to daemon.json and containerd. */
export interface DockerStart {
  /** Where `-H fd://` or another socket is given. */
  readonly hosts?: Evidence;
  /** Where it is told to use containerd.service instead of starting a containerd of its own. */
  readonly containerd?: Evidence;
}

/**
 * `systemctl cat docker.service`: the last ExecStart counts, after an empty one that resets it; a line that ends
 * in a backslash goes on.
 *
 *     # /lib/systemd/system/docker.service
 *     ExecStart=/usr/sbin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock $DOCKER_OPTS
 *     # /etc/systemd/system/docker.service.d/override.conf
 *     ExecStart=
 *     ExecStart=/usr/sbin/dockerd
 */
export const dockerStart = defineFact<DockerStart>({
  name: 'how dockerd is started',
  from: unitFiles.docker,
  parse({ lines }) {
    let command: Evidence[] = [];
    let goesOn = false;
    for (const line of lines) {
      if (goesOn) command.push(line);
      else if (line.text.startsWith('ExecStart=')) command = line.text === 'ExecStart=' ? [] : [line];
      else continue;
      goesOn = line.text.endsWith('\\');
    }
    if (command.length === 0) throw new ParseError('docker.service has no ExecStart', lines[0]);
    const hosts = command.find(({ text }) => /\s(?:-H|--host)[= ]?\S/.test(text));
    const containerd = command.find(({ text }) => /\s--containerd[= ]\S/.test(text));
    return { ...(hosts && { hosts }), ...(containerd && { containerd }) };
  },
});
