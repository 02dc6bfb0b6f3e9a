import { type Component, ownerOf } from '../facts/logs/component.js';
import { isKlog, LEVEL_KEY, startsWith } from './line-level.js';

/** `E1123 22:10:00.123456    1234 kubelet.go:1] `: the process begins here, after spaces. */
const KLOG_PROCESS = 21;
const LONGEST_HEADER = 128;

/**
 * Which of the components inside k3s or rke2 wrote a line, as componentOf tells it from the text, but from
 * the bytes and quickly. Undefined for lines of k3s itself, and for those that do not tell.
 */
export function componentSpoken(bytes: Buffer, message: number, end: number): Component | undefined {
  if (startsWith(bytes, message, end, LEVEL_KEY)) return 'etcd';
  if (!isKlog(bytes, message, end)) return undefined;
  const stop = Math.min(end, message + LONGEST_HEADER);
  let file = message + KLOG_PROCESS;
  while (file < stop && bytes[file] === 0x20) file++;
  while (file < stop && bytes[file] !== 0x20) file++;
  file++;
  let colon = file;
  while (colon < stop && bytes[colon] !== 0x3a /* : */) colon++;
  return colon < stop ? ownerOf(bytes.toString('latin1', file, colon)) : undefined;
}
