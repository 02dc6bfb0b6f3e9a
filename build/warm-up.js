// Runs the analyzer once over a broken node, as people do, and keeps what V8 compiled for it beside it.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { fixtures, withFixture } from '../dist/test/support.js';

const [bin] = process.argv.slice(2);
const { default: load } = await import(pathToFileURL(path.join(bin, 'load.cjs')).href);
const folder = await mkdtemp(path.join(os.tmpdir(), 'nodetriage-warm-up-'));
try {
  await withFixture(path.join(fixtures, 'nodes/docker-hangs-on-centos-7.6'), async bundle => {
    process.argv = [process.execPath, 'nodetriage-analyze', bundle, '-q', '-o', path.join(folder, 'report.html')];
    const { program, script } = load.load();
    await program.main();
    await writeFile(path.join(bin, 'analyze.cjs.cache'), script.createCachedData());
  });
} finally {
  await rm(folder, { recursive: true, force: true });
}
// That the node is broken is not the matter here.
process.exitCode = process.exitCode === 2 ? 2 : 0;
