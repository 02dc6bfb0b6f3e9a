import { EXTRA } from '../../bundle/entry-path.js';
import { replaceAddresses } from './addresses.js';
import { anyWord } from './any-word.js';
import { isCommon } from './common-words.js';
import { hostStandIn, replaceDomains } from './domains.js';
import { createStandIns } from './stand-ins.js';

/** Names of this node and its cluster that are replaced wherever they stand as a word. */
export interface KnownNames {
  readonly hosts: readonly string[];
  readonly users: readonly string[];
}

export interface Obfuscator {
  /** A block of an entry; it ends with a line. */
  text(block: string): string;
  /** The path of an entry. */
  path(path: string): string;
  /** A header, an outcome, a manifest: the texts in it, but for names of ours. */
  value<T>(value: T): T;
  /** From now on these are replaced, too. */
  learn(names: KnownNames): void;
  /** Names of machines that are usual words: they are replaced only where they surely name one. */
  usualWords(): readonly string[];
  /** What stands for what. */
  map(): ReadonlyMap<string, string>;
  /** Whether some of it was too much to remember. */
  mapIsCut(): boolean;
}

/** Fields whose texts are ours, or are compared with those of others. */
const OWN_FIELDS = new Set([
  'spec',
  'outcome',
  'format',
  'version',
  'kind',
  'sha256',
  'machineIdHash',
  'bootId',
  'startedAt',
  'finishedAt',
  'since',
]);
/** /home/NAME, user=NAME, acct="NAME", and what sshd and PAM say. */
const USER_PLACES =
  /((?:\/home\/|\b(?:user|USER|acct|logname|ruser)="?|\binvalid user |\bsession (?:opened|closed) for user |\b(?:Accepted|Failed) [a-z/-]{1,30} for (?!invalid user )))([A-Za-z][A-Za-z0-9._-]{0,31})(?![A-Za-z0-9_:])/g;
/** The software's own. */
const SYSTEM_USERS = new Set([
  'root',
  'nobody',
  'daemon',
  'sync',
  'systemd',
  'chrony',
  'ntp',
  'sshd',
  'docker',
  'kubernetes',
  'kubelet',
  'etcd',
  'postgres',
  'mysql',
  'redis',
  'unknown',
  'unset',
  'invalid',
  'user',
]);

const HOST_FIELDS = new Set(['name', 'hostname']);
/** In front of the name of a machine: the time of a line of syslog or the journal, and how Kubernetes speaks of nodes. */
const HOST_PLACES =
  '^(?:\\d{4}-\\d\\d-\\d\\dT[0-9:.+-]{8,22}Z?|[A-Z][a-z]{2} [ \\d]\\d [0-9:.]{8,15}) |system:node:|hostname[=:] ?"?|\\bnode[s/]? ?"';

function anyOf(words: readonly string[], pattern: (words: string) => string): RegExp | undefined {
  return words.length > 0 ? new RegExp(pattern(anyWord(words)), 'gim') : undefined;
}

/** The same key gives the same stand-ins. Nothing of a text is remembered but the names in it, and of these not too many. */
export function createObfuscator(key: Buffer): Obfuscator {
  const standIns = createStandIns(key);
  const userStandIn = (name: string) => standIns.standIn(name, () => `u-${standIns.code(`user ${name}`)}`);
  const host = (name: string) => {
    const label = name.toLowerCase();
    return standIns.standIn(label, () => hostStandIn(label, standIns));
  };
  const names = new Map<string, () => string>();
  const commonHosts = new Set<string>();
  let known: RegExp | undefined;
  let inPlaces: RegExp | undefined;

  const text = (block: string): string => {
    const domains = replaceDomains(replaceAddresses(block, standIns), standIns);
    const users = domains.replace(USER_PLACES, (all, before: string, name: string) =>
      SYSTEM_USERS.has(name) || name.startsWith('system') ? all : `${before}${userStandIn(name)}`,
    );
    const placed = inPlaces ? users.replace(inPlaces, (_, before: string, name: string) => before + host(name)) : users;
    return known ? placed.replace(known, word => names.get(word.toLowerCase())?.() ?? word) : placed;
  };
  const value = (given: unknown, field = ''): unknown => {
    if (typeof given === 'string' && commonHosts.has(given.toLowerCase()) && HOST_FIELDS.has(field)) return host(given);
    // What users add is called by what it does.
    const ours = OWN_FIELDS.has(field) && !(field === 'spec' && String(given).startsWith(EXTRA));
    if (typeof given === 'string') return ours ? given : text(given);
    if (Array.isArray(given)) return given.map(one => value(one, field));
    if (typeof given !== 'object' || given === null || field === 'collector') return given;
    return Object.fromEntries(Object.entries(given).map(([key, one]) => [key, value(one, key)]));
  };

  return {
    text,
    path: text,
    value: <T>(given: T) => value(given) as T,
    learn({ hosts, users }) {
      for (const name of users) if (!isCommon(name)) names.set(name.toLowerCase(), () => userStandIn(name));
      for (const name of hosts) {
        const [label = name] = name.toLowerCase().split('.');
        if (/^[\d.:]+$/.test(name)) continue;
        if (isCommon(label)) commonHosts.add(label);
        else names.set(label, () => host(label));
      }
      known = anyOf([...names.keys()], words => `(?<![A-Za-z0-9])(?:${words})(?![A-Za-z0-9])`);
      inPlaces = anyOf([...commonHosts], words => `(${HOST_PLACES})(${words})(?![A-Za-z0-9_.-])`);
    },
    usualWords: () => [...commonHosts],
    map: standIns.all,
    mapIsCut: standIns.forgot,
  };
}
