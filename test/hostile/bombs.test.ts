import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { analyzeWatched } from './analyze-watched.js';
import { BOMBS, writeBomb } from './bombs.js';

const MOST_MIB = 300;

describe('a bomb is analyzed like any other bundle', () => {
  let dir: string;
  before(async () => {
    dir = await mkdtemp(path.join(os.tmpdir(), 'nodetriage-bombs-'));
  });
  after(() => rm(dir, { recursive: true, force: true }));

  for (const bomb of BOMBS) {
    it(`${bomb.name}: in less than ${MOST_MIB} MiB`, async () => {
      const file = path.join(dir, 'bomb.tgz');
      await writeBomb(bomb, file, false);
      const { exitCode, stderr, peakMiB } = await analyzeWatched(file, ['-o', path.join(dir, 'report.json')]);
      expect(stderr).to.equal('');
      expect(exitCode).to.be.oneOf([0, 1]);
      expect(peakMiB).to.be.lessThan(MOST_MIB);
      expect(JSON.parse(await readFile(path.join(dir, 'report.json'), 'utf8'))).to.have.property('coverage');
    }).timeout(60_000);
  }
});
