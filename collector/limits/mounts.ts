import { readFile } from 'node:fs/promises';

/** The mount that a path lies on, as people know it: `/mnt/nfs (nfs4)`. Undefined for the root, which all lies on. */
export async function mountOf(path: string): Promise<string | undefined> {
  // The kernel makes it up out of its own memory: unlike any path on a mount, it never blocks.
  const text = await readFile('/proc/self/mountinfo', 'utf8').catch(() => '');
  return findMount(text, path);
}

/** The longest mount point above the path; of two on the same place the later one lies on top. */
export function findMount(mountinfo: string, path: string): string | undefined {
  let best = { point: '/', type: '' };
  for (const line of mountinfo.split('\n')) {
    // 36 35 98:0 /root /mnt/my\040disk rw,noatime shared:1 - ext4 /dev/sda rw
    const [before = '', after = ''] = line.split(' - ');
    const point = (before.split(' ')[4] ?? '').replace(/\\([0-7]{3})/g, (_all, octal: string) =>
      String.fromCharCode(Number.parseInt(octal, 8)),
    );
    const above = `${path.replace(/\/$/, '')}/`.startsWith(`${point.replace(/\/$/, '')}/`);
    if (point !== '' && above && point.length >= best.point.length) best = { point, type: after.split(' ')[0] ?? '' };
  }
  return best.point === '/' ? undefined : `${best.point} (${best.type})`;
}

/** The path in a word of a command line: all of it, or the end of `--root=/mnt`. */
export function pathIn(word: string): string | undefined {
  return word.match(/^(?:-[^=]*=)?(\/.*)$/)?.[1];
}
