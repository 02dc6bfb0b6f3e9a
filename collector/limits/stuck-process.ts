import { readdir, readFile } from 'node:fs/promises';
import type { StuckProcess } from '../../bundle/manifest.js';
import { mountOf, pathIn } from './mounts.js';

/** Looks at a process that ended on no signal; `words` are those of its command line. Reads what never blocks. */
export async function lookAtStuck(pid: number, words: readonly string[]): Promise<StuckProcess> {
  const thread = await findSleeper(pid);
  const wchan = (await read(`${thread}/wchan`)).trim();
  const stack = (await read(`${thread}/stack`)).split('\n').filter(Boolean);
  const mount = await findHungMount(words);
  return {
    pid,
    ...(wchan !== '' && wchan !== '0' && { wchan }),
    ...(stack.length > 0 && { stack }),
    ...(mount !== undefined && { mount }),
  };
}

/** The first of the paths that is not on the root: what we could run at all came from there. */
async function findHungMount(words: readonly string[]): Promise<string | undefined> {
  for (const word of words) {
    const path = pathIn(word);
    const mount = path === undefined ? undefined : await mountOf(path);
    if (mount !== undefined) return mount;
  }
  return undefined;
}

/** The thread in state D, which is mostly not the first one of a program in Go. */
async function findSleeper(pid: number): Promise<string> {
  const threads = await readdir(`/proc/${pid}/task`).catch(() => []);
  for (const thread of threads) {
    const folder = `/proc/${pid}/task/${thread}`;
    // 4711 (name (with) blanks) D 1 ...
    if (/\) D [^)]*$/.test(await read(`${folder}/stat`))) return folder;
  }
  return `/proc/${pid}`;
}

async function read(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '');
}
