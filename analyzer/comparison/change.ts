/** Something of the node that is not as it was. */
export interface Change {
  readonly kind: 'version' | 'setting' | 'limit';
  /** Entry of the bundle that has it; absent for what is told in several. */
  readonly entry?: string;
  /** `kernel`, `evictionHard.memory.available`, `net.ipv4.ip_forward`, a line of a file, or the file as a whole. */
  readonly key: string;
  /** Absent when it was not there. */
  readonly before?: string;
  /** Absent when it is gone. */
  readonly after?: string;
}

/** What is different in two sets of values by their names; those of the first come first, in its order. */
export function changesBetween(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
  about: Pick<Change, 'kind' | 'entry'>,
): Change[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap(key => {
    const [was, is] = [before.get(key), after.get(key)];
    if (was === is) return [];
    return [{ ...about, key, ...(was !== undefined && { before: was }), ...(is !== undefined && { after: is }) }];
  });
}

/** The same of what both tell: what a bundle does not know is no change. */
export function changesOfBoth(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
  about: Pick<Change, 'kind' | 'entry'>,
): Change[] {
  return changesBetween(before, after, about).filter(({ key }) => before.has(key) && after.has(key));
}
