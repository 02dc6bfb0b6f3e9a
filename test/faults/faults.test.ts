import { FAMILIES } from './families.js';
import { collectUnder, undisturbed } from './fault.js';
import { inPool, openPool } from './pool.js';
import { COLLECTORS } from './run-collector.js';

// Each fault is made for real, the collectors are whole programs. What must hold after any fault is in fault.ts.

describe('under a fault', function () {
  this.timeout(300_000);

  for (const [family, faults] of Object.entries(FAMILIES)) {
    describe(family, () => {
      for (const fault of faults) {
        for (const collector of fault.collectors ?? COLLECTORS) {
          const ended = inPool(() => collectUnder(fault, collector));
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
