import { FAMILIES } from './families.js';
import { collectUnder, undisturbed } from './fault.js';
import { COLLECTORS } from './run-collector.js';

/** How many runs at a time: most of them wait for something that hangs. */
const AT_ONCE = 6;

// Each fault is made for real, the collectors are whole programs. What must hold after any fault is in fault.ts.

describe('under a fault', function () {
  this.timeout(300_000);
  const start: (() => Promise<void>)[] = [];

  for (const [family, faults] of Object.entries(FAMILIES)) {
    describe(family, () => {
      for (const fault of faults) {
        for (const collector of fault.collectors ?? COLLECTORS) {
          let ended: Promise<unknown> = Promise.reject(new Error('was not run'));
          ended.catch(() => undefined);
          const wait = new Promise<void>(resolve => {
            start.push(async () => {
              ended = collectUnder(fault, collector);
              resolve();
              await ended.catch(() => undefined);
            });
          });
          it(`${fault.name}: ${collector}`, async () => {
            await wait;
            await ended;
          });
        }
      }
    });
  }

  before(async () => {
    for (const collector of COLLECTORS) await undisturbed(collector);
    const worker = async () => {
      for (let next = start.shift(); next; next = start.shift()) await next();
    };
    for (let i = 0; i < AT_ONCE; i++) void worker();
  });
});
