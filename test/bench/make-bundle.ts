import { discoverChecks } from '../../analyzer/discover.js';
import { logNeeds } from '../../analyzer/engine.js';
import { alsoRead } from '../../analyzer/reasoning/reason.js';
import { generateBundle } from './generate.js';
import { hitLines } from './hit-lines.js';

/** `node dist/test/bench/make-bundle.js FILE MIB [HIT_EVERY] [SEED]`: a bundle to measure or to profile with. */
const [file = 'bench.tar.gz', mib = '64', hitEvery = '10000', seed = '20261123'] = process.argv.slice(2);
const hits = await hitLines(logNeeds([...(await discoverChecks()).values(), alsoRead]));
await generateBundle(file, { bytes: Number(mib) * 2 ** 20, hitEvery: Number(hitEvery), hits, seed: Number(seed) });
