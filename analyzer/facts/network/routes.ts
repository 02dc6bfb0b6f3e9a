import { routes as routesSpec } from '../../../bundle/specs/network.js';
import { defineFact, type Evidence, ParseError } from '../../fact.js';

/** Where packets go for which no other route is known. */
export interface DefaultRoute {
  /** The router; absent for a route that names the interface alone. */
  readonly via?: string;
  readonly dev: string;
  readonly version: 4 | 6;
  readonly at: Evidence;
}

export interface Routes {
  readonly defaults: readonly DefaultRoute[];
  /** All routes that were read. */
  readonly count: number;
  readonly first: Evidence;
}

/**
 * The routes of `ip route show table all`, `ip route` or `route -n`. A default route of another table than
 * the main one is that of a plugin or of policy routing, and does not count:
 *
 * ```
 * default via 192.0.2.1 dev eth0 proto dhcp metric 100
 * default via 10.0.0.1 dev eth1 table 101
 * unreachable default dev lo table unspec proto kernel metric 4294967295 error -101
 * 0.0.0.0         192.0.2.1       0.0.0.0         UG    100    0        0 eth0
 * ```
 */
export const routes = defineFact<Routes>({
  name: 'the routes of the node',
  from: routesSpec,
  parse: source => {
    const rows = source.lines.filter(({ text }) =>
      / dev \S+|^default |^\d{1,3}(?:\.\d{1,3}){3}\s+\d{1,3}(?:\.\d{1,3}){3}\s/.test(text),
    );
    const [first] = rows;
    if (!first) throw new ParseError('shows no route', source.lines[0]);
    return { defaults: rows.flatMap(readDefault), count: rows.length, first };
  },
});

function readDefault(at: Evidence): DefaultRoute[] {
  const [, viaIp, devIp] =
    /^(?:0\.0\.0\.0\/0|default)(?: via (?:inet6 )?(\S+))? dev (\S+)(?!.* table )/.exec(at.text) ?? [];
  if (devIp !== undefined) return [route(viaIp, devIp, at)];
  // Of several ways the routers stand in the lines below: `default proto static metric 20`.
  if (/^default (?!.* (?:dev|table) )/.test(at.text)) return [route(undefined, '?', at)];
  const [, via, dev] = /^0\.0\.0\.0\s+(\S+)\s+0\.0\.0\.0\s+U\S*\s.*\s(\S+)$/.exec(at.text) ?? [];
  return dev === undefined ? [] : [route(via === '0.0.0.0' ? undefined : via, dev, at)];
}

function route(via: string | undefined, dev: string, at: Evidence): DefaultRoute {
  // `default dev tun0` without a router is of IPv4; the kernel's own of IPv6 end with their preference.
  const version = via?.includes(':') || / pref \w+/.test(at.text) ? 6 : 4;
  return { ...(via !== undefined && { via }), dev, version, at };
}
