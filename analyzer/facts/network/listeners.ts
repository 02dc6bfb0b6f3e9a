import { listening } from '../../../bundle/specs/network.js';
import { defineFact, type Evidence, ParseError } from '../../fact.js';

/** A port that some program waits on. */
export interface Listener {
  readonly protocol: 'tcp' | 'udp';
  /** `*`, `0.0.0.0`, `[::]`, `127.0.0.1`, without the interface that may follow. */
  readonly address: string;
  readonly port: number;
  /** The program; absent when the collector was not root, and for ports of the kernel such as VXLAN's. */
  readonly process?: string;
  readonly pid?: number;
  /** Connections that wait to be accepted, and how many may; only ss tells of tcp. */
  readonly waiting?: number;
  readonly backlog?: number;
  readonly at: Evidence;
}

/**
 * The listeners of `ss -lntup` or `netstat -lntup`, in the forms of iproute 3 to 6:
 *
 * ```
 * tcp   LISTEN 0      128          0.0.0.0:22        0.0.0.0:*    users:(("sshd",pid=702,fd=3))
 * tcp    LISTEN     0      128      :::10250                :::*                   users:(("kubelet",1834,18))
 * udp   UNCONN 0      0       127.0.0.1%lo:53        0.0.0.0:*
 * tcp6       0      0 :::6443                 :::*                    LISTEN      1834/k3s server
 * ```
 */
export const listeners = defineFact<readonly Listener[]>({
  name: 'the ports that are listened on',
  from: listening,
  parse: source => {
    const found = source.lines.flatMap(at => fromSs(at) ?? fromNetstat(at) ?? []);
    const [header] = source.lines;
    if (found.length === 0 && !/^(Netid|Active Internet)/.test(header?.text ?? '')) {
      throw new ParseError('not the output of `ss -lntup`', header);
    }
    return found;
  },
});

const SS = /^(tcp|udp)\s+(?:LISTEN|UNCONN)\s+(\d+)\s+(\d+)\s+(\S+):(\d+)\s+\S+:(?:\*|\d+)\s*(.*)/;
const NETSTAT = /^(tcp|udp)6?\s+\d+\s+\d+\s+(\S+):(\d+)\s+\S+:\*\s*(?:LISTEN)?\s*(?:(\d+)\/(\S+))?/;

function fromSs(at: Evidence): Listener | undefined {
  const [, protocol, waiting, backlog, address, port, users = ''] = SS.exec(at.text) ?? [];
  if (!protocol || address === undefined) return undefined;
  const [, process, pid] = /users:\(\("([^"]+)",(?:pid=)?(\d+)/.exec(users) ?? [];
  const queue = protocol === 'tcp' ? { waiting: Number(waiting), backlog: Number(backlog) } : {};
  return { ...listener(protocol, address, port, process, pid, at), ...queue };
}

function fromNetstat(at: Evidence): Listener | undefined {
  const [, protocol, address, port, pid, process] = NETSTAT.exec(at.text) ?? [];
  return protocol && address !== undefined ? listener(protocol, address, port, process, pid, at) : undefined;
}

function listener(
  protocol: string,
  address: string,
  port: string | undefined,
  process: string | undefined,
  pid: string | undefined,
  at: Evidence,
): Listener {
  return {
    protocol: protocol === 'udp' ? 'udp' : 'tcp',
    address: address.replace(/%.*/, ''),
    port: Number(port),
    ...(process !== undefined && { process: process.replace(/:$/, '') }),
    ...(pid !== undefined && { pid: Number(pid) }),
    at,
  };
}

/** Whether other machines can reach it: not bound to the loopback alone. */
export function isOpen({ address }: Listener): boolean {
  return !/^(?:127\.|\[?::1\]?$|\[?::ffff:127\.)/.test(address);
}
