import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';

/** `node dist/test/bench/drain.js FILE`: inflates a file and does nothing with it, in pieces as large as are fastest. */
createReadStream(process.argv[2] ?? '', { highWaterMark: 1 << 20 })
  .pipe(createGunzip({ chunkSize: 1 << 20 }))
  .resume();
