import type { Outcome, StuckProcess } from '../bundle/manifest.js';
import type { Dependency, Spec } from '../bundle/spec.js';
import { mountOf, pathIn } from './limits/mounts.js';

/** What is known to be dead or hung on this node, so that nobody waits for it twice. */
export interface Dependencies {
  /** Why a spec is not worth trying, or undefined. */
  readonly whySkipped: (spec: Pick<Spec, 'dependsOn'>) => string | undefined;
  /** Why a command or a path is not worth trying: one of its words is a path on a mount that hangs. */
  readonly whyHung: (words: readonly string[]) => Promise<string | undefined>;
  /** Learns from how a spec ended; `stderr` is what its command said. */
  readonly learn: (dependency: Dependency | undefined, ended: Ended) => void;
}

export interface Ended {
  readonly outcome: Outcome;
  readonly reason?: string | undefined;
  readonly stderr: string;
  readonly stuck?: StuckProcess | undefined;
}

/** How people call them. */
export const NAMES: Readonly<Record<Dependency, string>> = {
  'api-server': 'the API server',
  docker: 'docker',
  cri: 'the container runtime',
  systemd: 'systemd',
  mounts: 'a mount of this node',
};

/** What the clients say when nobody answers. An answer that says no (401, 403) is an answer. */
export const NO_ANSWER: Readonly<Record<Dependency, RegExp>> = {
  'api-server':
    /connection refused|was refused|i\/o timeout|no route to host|network is unreachable|no such host|TLS handshake timeout|Unable to connect|context deadline exceeded|Client\.Timeout|request canceled|connection reset|: EOF$|http2: client connection lost/im,
  docker: /Cannot connect to the Docker daemon|error during connect|connection refused|context deadline exceeded/i,
  cri: /validate service connection|connection refused|context deadline exceeded|code = Unavailable|connect endpoint|failed to connect/i,
  systemd:
    /not been booted with systemd|Failed to connect to bus|Failed to get D-Bus connection|Connection timed out|Transport endpoint is not connected/i,
  // What df says of a server that gave up after it had us wait.
  mounts: /connection timed out|host is down/i,
};
/** The API server did answer: it passes on what another, a kubelet, did not. */
export const ANSWERED = /^Error from server/m;

export function createDependencies(): Dependencies {
  const down = new Map<Dependency, string>();
  const hung = new Map<string, string>();
  const learnDown = (dependency: Dependency, why: string) => {
    if (!down.has(dependency)) down.set(dependency, why);
  };
  return {
    whySkipped: ({ dependsOn }) => dependsOn && down.get(dependsOn),
    whyHung: async words => {
      if (hung.size === 0) return undefined;
      for (const word of words) {
        const path = pathIn(word);
        const why = path === undefined ? undefined : hung.get((await mountOf(path)) ?? '');
        if (why !== undefined) return why;
      }
      return undefined;
    },
    learn: (dependency, { outcome, reason = 'it hangs', stderr, stuck }) => {
      if (stuck?.mount !== undefined) {
        const why = `${stuck.mount} did not answer: ${reason}`;
        if (!hung.has(stuck.mount)) hung.set(stuck.mount, why);
        learnDown('mounts', why);
      }
      if (!dependency) return;
      const dead = outcome === 'failed' && NO_ANSWER[dependency].test(stderr) && !ANSWERED.test(stderr);
      if (outcome === 'timeout' || dead) learnDown(dependency, `${NAMES[dependency]} did not answer: ${reason}`);
    },
  };
}
