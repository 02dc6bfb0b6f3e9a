import { FAMILIES } from './families.js';
import { collectUnder, undisturbed } from './fault.js';
import { firstInPool, inPool, openPool, SLOTS } from './pool.js';
import { COLLECTORS } from './run-collector.js';

// Each fault is made for real, the collectors are whole programs. What must hold after any fault is in fault.ts.

/** All of the pool: the flood takes one processor, the collector the other. */
const BUSY_SLOTS = SLOTS;

describe('under a fault', function () {
  this.timeout(300_000);

  for (const [family, faults] of Object.entries(FAMILIES)) {
    describe(family, () => {
      for (const fault of faults) {
        for (const collector of fault.collectors ?? COLLECTORS) {
          const run = () => collectUnder(fault, collector);
          const ended = fault.busy ? firstInPool(BUSY_SLOTS, run) : inPool(run);
          it(`${fault.name}: ${collector}`, () => ended);
        }
      }
    });
  }

  before(async () => {
    for (const collector of COLLECTORS) await undisturbed(collector);
    openPool();
  });
});
