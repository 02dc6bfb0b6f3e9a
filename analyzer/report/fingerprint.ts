import type { Params } from '../check.js';

/**
 * Names of params that say what a finding is about, rather than how it is: the first that a finding has tells it
 * from others of its check. Sizes, times, reasons and quoted lines differ from one bundle to the next.
 */
const SUBJECTS = [
  'mount',
  'unit',
  'condition',
  'device',
  'path',
  'folder',
  'port',
  'network',
  'key',
  'address',
  'server',
  'flag',
  'command',
  'socket',
  'plugin',
  'card',
  'bridge',
  'taint',
  'name',
];

/**
 * What a finding is known by from one bundle of a node to the next: its check and what it is about, as
 * `disk/filesystems-not-full mount=/var`. How bad it is, and whether it goes on, is not part of it.
 */
export function fingerprintOf(check: string, params: Params): string {
  const subject = SUBJECTS.find(name => Object.hasOwn(params, name));
  return subject === undefined ? check : `${check} ${subject}=${params[subject]}`;
}
