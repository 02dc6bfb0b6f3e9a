import { HOSTS_OF_COMPONENTS } from '../facts/logs/voice.js';

/** Those who speak in the logs of a bundle, by number. */
export interface Speakers {
  /** The number of a name; undefined when there are too many. */
  id(name: string): number | undefined;
  name(id: number): string;
}

/** In a journal of hostile lines each could have its own. */
const MOST = 250;

/** `hosts` gets a 1 for each that has components inside. */
export function speakersOf(hosts: Uint8Array): Speakers {
  const names: string[] = [];
  const ids = new Map<string, number>();
  return {
    id(name) {
      const known = ids.get(name);
      if (known !== undefined || names.length >= MOST) return known;
      const id = names.push(name) - 1;
      ids.set(name, id);
      hosts[id] = HOSTS_OF_COMPONENTS.has(name) ? 1 : 0;
      return id;
    },
    name: id => names[id] ?? '',
  };
}
