import { dockerInfo as spec } from '../../../bundle/specs/runtime.js';
import { defineFact, type Evidence, ParseError } from '../../fact.js';

/** How dockerd stores images and containers. */
export interface DockerStorage {
  /** `overlay2`, `devicemapper`, ... */
  readonly driver: string;
  /** Whether the filesystem below tells the type of a file in its folders; absent when docker does not say so. */
  readonly supportsFileTypes?: { readonly value: boolean; readonly at: Evidence };
  readonly at: Evidence;
}

/**
 * `docker info`:
 *
 *      Storage Driver: overlay2
 *       Backing Filesystem: xfs
 *       Supports d_type: true
 *
 * Unknown when the client could not reach dockerd: then there is no such line.
 */
export const dockerStorage = defineFact<DockerStorage>({
  name: 'docker info',
  from: spec,
  parse({ lines }) {
    const row = (label: string) => lines.find(({ text }) => text.trim().startsWith(`${label}:`));
    const value = (at: Evidence) => at.text.slice(at.text.indexOf(':') + 1).trim();
    const at = row('Storage Driver');
    if (!at) throw new ParseError('docker info names no storage driver', lines[0]);
    const types = row('Supports d_type');
    return {
      driver: value(at),
      ...(types && { supportsFileTypes: { value: value(types) === 'true', at: types } }),
      at,
    };
  },
});
