import { createReadStream } from 'node:fs';
import { constants, createGunzip, type Gunzip } from 'node:zlib';

/** Bytes of the file for each step. The last is what is given up beyond what is really damaged. */
const PIECES = [4096, 128, 4];

/**
 * zlib drops what it has inflated in the step that fails, up to a whole chunk of output. This inflates it
 * again in smaller and smaller steps, and gives what comes out beyond the first `known` bytes of content.
 * `sound`: so many bytes of the file were inflated before the step that failed.
 */
export async function salvage(
  path: string,
  { sound, known }: { readonly sound: number; readonly known: number },
  use: (chunk: Buffer) => void,
): Promise<void> {
  let given = known;
  let inflated = sound;
  for (const piece of PIECES) {
    let toSkip = given;
    inflated = await inflateAgain(path, inflated, piece, chunk => {
      const rest = chunk.subarray(toSkip);
      toSkip -= chunk.length - rest.length;
      given += rest.length;
      if (rest.length > 0) use(rest);
    });
  }
}

/** Returns how many bytes of the file were inflated without a failure. */
async function inflateAgain(
  path: string,
  sound: number,
  pieceBytes: number,
  use: (chunk: Buffer) => void,
): Promise<number> {
  const gunzip = createGunzip({ chunkSize: 256 * 1024, finishFlush: constants.Z_SYNC_FLUSH });
  gunzip.on('data', use);
  const failed = new Promise<false>(resolve => gunzip.once('error', () => resolve(false)));
  let position = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>) {
    const before = Math.max(0, Math.min(chunk.length, sound - position));
    for (let at = 0; at < chunk.length; ) {
      const end = at < before ? before : Math.min(chunk.length, at + pieceBytes);
      if (!(await inflate(gunzip, chunk.subarray(at, end), failed))) return position + at;
      at = end;
    }
    position += chunk.length;
  }
  gunzip.destroy();
  return position;
}

function inflate(gunzip: Gunzip, piece: Buffer, failed: Promise<false>): Promise<boolean> {
  return Promise.race([failed, new Promise<boolean>(resolve => gunzip.write(piece, () => resolve(true)))]);
}
