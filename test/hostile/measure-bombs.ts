import { mkdtemp, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { analyzeWatched } from './analyze-watched.js';
import { BOMBS, writeBomb } from './bombs.js';

// Every bomb as large as it may come: `npm run bombs`. Takes minutes; the tests throw smaller ones.
const dir = await mkdtemp(path.join(os.tmpdir(), 'nodetriage-bombs-'));
try {
  for (const bomb of BOMBS) {
    const file = path.join(dir, 'bomb.tgz');
    await writeBomb(bomb, file, true);
    const { size } = await stat(file);
    const { exitCode, stderr, seconds, peakMiB } = await analyzeWatched(file, ['-o', path.join(dir, 'report.html')]);
    console.log(
      `${bomb.name}: ${(size / 2 ** 20).toFixed(1)} MiB, exit ${exitCode}, ${seconds.toFixed(1)} s, ${Math.round(peakMiB)} MiB ${stderr}`,
    );
  }
} finally {
  await rm(dir, { recursive: true, force: true });
}
