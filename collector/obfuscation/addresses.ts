import type { StandIns } from './stand-ins.js';

/** Not preceded or followed by what makes it a part of something longer: a version, a name of a package. */
const IPV4 =
  /(?<![A-Za-z0-9_.-])(?:\d{1,3}\.){3}\d{1,3}(?:\/\d{1,2})?(?![A-Za-z0-9_]|\.[A-Za-z0-9]|[-+~][A-Za-z]|[-+~]\d+(?![\d.]))/g;
/** What stands before a version that looks like an address. */
const VERSION = /(?:version|release|ver|v)["': =]{0,4}$/i;
const REVERSED = /(?<![0-9.])(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?=\.in-addr\.arpa)/g;
/** Of clouds: ip-10-0-0-5 is the host name of 10.0.0.5. */
const IN_NAME = /(?<![A-Za-z0-9])ip-(\d{1,3})-(\d{1,3})-(\d{1,3})-(\d{1,3})(?![0-9])/g;
const IPV6 =
  /(?<![0-9A-Za-z:.])(?:[0-9A-Fa-f]{0,4}:){2,7}(?:(?:\d{1,3}\.){3}\d{1,3}|[0-9A-Fa-f]{0,4})(?:\/\d{1,3})?(?![0-9A-Za-z:])/g;
/** The name of a pod: 10-42-0-7.default.pod.cluster.local */
const OF_POD = /(?<![A-Za-z0-9.-])(\d{1,3})-(\d{1,3})-(\d{1,3})-(\d{1,3})(?=\.[a-z0-9-]{1,63}\.pod\b)/g;
/** Of chronyc: C0000201 (192.0.2.1) */
const IN_HEX = /\b[0-9A-F]{8}(?= \(((?:\d{1,3}\.){3}\d{1,3})\))/g;
const MAC =
  /(?<![0-9A-Za-z:.-])[0-9A-Fa-f]{2}(?:([:-])[0-9A-Fa-f]{2})(?:\1[0-9A-Fa-f]{2}){4}(?![0-9A-Za-z]|[:-][0-9A-Fa-f])/g;

/** Networks that mean something by themselves: address and length of the prefix, which stays. */
const MEANT: readonly (readonly [number, number])[] = [
  [0x0a000000, 8],
  [0x64400000, 10],
  [0xac100000, 12],
  [0xc0a80000, 16],
  [0x00000000, 8],
  [0x7f000000, 8],
  [0xa9fe0000, 16],
  [0xe0000000, 3],
];
/** Those of them in which the addresses themselves mean something: this host, link-local, multicast, netmasks. */
const FIRST_KEPT = 4;
/** A host keeps its number within the smallest usual network. */
const HOST_BITS = 8;

/** Puts stand-ins for the addresses in a text: IPv4, IPv6 and MAC. Networks keep their shape, and what is special stays. */
export function replaceAddresses(text: string, standIns: StandIns): string {
  return text
    .replace(MAC, mac => standIns.standIn(mac, () => otherMac(mac, standIns)))
    .replace(IPV6, given => ipv6OrNetwork(given, standIns))
    .replace(REVERSED, (_, d, c, b, a) => ipv4(`${a}.${b}.${c}.${d}`, standIns).split('.').reverse().join('.'))
    .replace(IN_HEX, (hex, address) => (hexOf(address) === hex ? hexOf(ipv4(address, standIns)) : hex))
    .replace(OF_POD, (_, a, b, c, d) => ipv4(`${a}.${b}.${c}.${d}`, standIns).replaceAll('.', '-'))
    .replace(IN_NAME, (_, a, b, c, d) => `ip-${ipv4(`${a}.${b}.${c}.${d}`, standIns).replaceAll('.', '-')}`)
    .replace(IPV4, (given: string, at: number) =>
      VERSION.test(text.slice(Math.max(0, at - 16), at)) ? given : ipv4OrNetwork(given, standIns),
    );
}

function ipv4OrNetwork(given: string, standIns: StandIns): string {
  const [address = '', length] = given.split('/');
  const other = ipv4(address, standIns);
  if (length === undefined || other === address) return given.replace(address, other);
  const [bits, kept] = [Number(length), numberOf(address)];
  if (bits > 32 || hostBits(kept, bits) !== 0) return `${other}/${length}`;
  return standIns.standIn(given, () => `${dotted(numberOf(other) - hostBits(numberOf(other), bits))}/${length}`);
}

function ipv4(address: string, standIns: StandIns): string {
  if (!isIPv4(address)) return address;
  const number = numberOf(address);
  const meant = MEANT.findIndex(([network, bits]) => number - hostBits(number, bits) === network);
  if (meant >= FIRST_KEPT) return address;
  return standIns.standIn(address, () => {
    const from = meant < 0 ? freeFrom(number) : (MEANT[meant]?.[1] ?? 0);
    return [...standIns.flipBits(bytesOf(number), from, 32 - HOST_BITS)].join('.');
  });
}

/** The shortest prefix of an address that holds none of the networks that mean something: from there bits may change. */
function freeFrom(number: number): number {
  for (let bits = 0; bits < 32; bits++) {
    const begin = number - hostBits(number, bits);
    const end = begin + 2 ** (32 - bits);
    if (!MEANT.some(([network, length]) => network < end && network + 2 ** (32 - length) > begin)) return bits;
  }
  return 32;
}

function numberOf(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

function bytesOf(number: number): Uint8Array {
  return Uint8Array.from([24, 16, 8, 0].map(shift => (number / 2 ** shift) & 0xff));
}

function isIPv4(text: string): boolean {
  return text.split('.').every(part => Number(part) <= 255);
}

/** Of a text of groups of hex digits and colons, which may end with an IPv4 address. */
function isIPv6(text: string): boolean {
  const v4 = /(?:\d+\.){3}\d+$/.exec(text)?.[0];
  if (v4 !== undefined && !isIPv4(v4)) return false;
  const short = text.split('::').length - 1;
  const whole = v4 === undefined ? text : text.replace(v4, '0:0');
  const groups = whole.split(':').filter(Boolean).length;
  const edges = /^:(?!:)|(?<!:):$|:::/.test(text);
  return !edges && (short === 0 ? groups === 8 : short === 1 && groups < 8);
}

function hexOf(address: string): string {
  return Buffer.from(bytesOf(numberOf(address)))
    .toString('hex')
    .toUpperCase();
}

function dotted(number: number): string {
  return bytesOf(number).join('.');
}

function hostBits(number: number, prefixLength: number): number {
  return number % 2 ** (32 - prefixLength);
}

function ipv6OrNetwork(given: string, standIns: StandIns): string {
  const [address = '', length] = given.split('/');
  if (!isIPv6(address)) return given;
  const v4 = /(?:\d+\.){3}\d+$/.exec(address)?.[0];
  if (v4 !== undefined) return given.replace(v4, ipv4(v4, standIns));
  return standIns.standIn(given, () => {
    const bytes = ipv6Bytes(address);
    const other = otherIpv6(bytes, standIns);
    if (other === undefined) return given;
    if (length !== undefined && onlyZeros(bytes, Number(length))) clearBits(other, Number(length));
    return `${ipv6Text(other)}${length === undefined ? '' : `/${length}`}`;
  });
}

/** Undefined for what stays: unspecified, loopback, multicast. Of link-local ones the interface alone changes. */
function otherIpv6(bytes: Uint8Array, standIns: StandIns): Uint8Array | undefined {
  const [first = 0, second = 0] = bytes;
  if (first === 0 || first === 0xff) return undefined;
  const linkLocal = first === 0xfe && (second & 0xc0) === 0x80;
  const from = linkLocal ? 64 : (first & 0xfe) === 0xfc ? 8 : 3;
  const network = standIns.flipBits(bytes, from, 64);
  // A small number was given by hand, ::1; others are made of a MAC or by chance.
  return onlyZeros(bytes.subarray(8, 14), 0) ? network : withInterface(network, bytes, standIns);
}

function withInterface(network: Uint8Array, bytes: Uint8Array, standIns: StandIns): Uint8Array {
  const own = standIns.flipBits(bytes.subarray(8), 8, 64);
  network.set(own, 8);
  return network;
}

function ipv6Bytes(address: string): Uint8Array {
  const [head = '', tail] = address.split('::');
  const groups = (part: string) => part.split(':').filter(Boolean);
  const [before, behind] = [groups(head), groups(tail ?? '')];
  const zeros = new Array<string>(Math.max(0, 8 - before.length - behind.length)).fill('0');
  const all = [...before, ...zeros, ...behind].map(group => Number.parseInt(group, 16));
  return Uint8Array.from(all.flatMap(group => [group >> 8, group & 0xff]));
}

/** As everybody writes it: the longest run of zeros, of two or more, is `::`. */
function ipv6Text(bytes: Uint8Array): string {
  const groups = Array.from({ length: 8 }, (_, i) =>
    (((bytes[2 * i] ?? 0) << 8) | (bytes[2 * i + 1] ?? 0)).toString(16),
  );
  const runs = [
    ...groups
      .map(group => (group === '0' ? 'z' : '-'))
      .join('')
      .matchAll(/z{2,}/g),
  ];
  const longest = runs.sort((a, b) => b[0].length - a[0].length || a.index - b.index)[0];
  if (!longest) return groups.join(':');
  return `${groups.slice(0, longest.index).join(':')}::${groups.slice(longest.index + longest[0].length).join(':')}`;
}

function onlyZeros(bytes: Uint8Array, fromBit: number): boolean {
  return bytes.every((byte, i) => (byte & (0xff >> Math.min(8, Math.max(0, fromBit - 8 * i)))) === 0);
}

function clearBits(bytes: Uint8Array, fromBit: number): void {
  bytes.forEach((byte, i) => {
    bytes[i] = byte & ~(0xff >> Math.min(8, Math.max(0, fromBit - 8 * i)));
  });
}

/** Locally administered, as those of pods are. Broadcast, multicast, none, and the one that calico gives to all stay. */
function otherMac(mac: string, standIns: StandIns): string {
  const bytes = Uint8Array.from(mac.split(/[:-]/).map(byte => Number.parseInt(byte, 16)));
  const same = bytes.every(byte => byte === bytes[0]);
  if (same || ((bytes[0] ?? 0) & 1) === 1) return mac;
  const other = standIns.flipBits(bytes, 8, 48);
  other[0] = 2;
  const separator = mac.charAt(2);
  return [...other].map(byte => byte.toString(16).padStart(2, '0')).join(separator);
}
