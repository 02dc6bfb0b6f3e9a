import { deriveFact, ParseError } from '../fact.js';

/** When the collector started, milliseconds since 1970 UTC by the node's clock. Unknown in bundles without a header. */
export const collectedAt = deriveFact({
  name: 'the time of collection',
  needs: {},
  derive: (_, collection) => {
    if (collection.collectedAt === undefined) throw new ParseError('the bundle does not tell when it was taken');
    return collection.collectedAt;
  },
});

/** How long the node was up when the collector started, in seconds. Unknown in bundles without a header. */
export const uptimeSeconds = deriveFact({
  name: 'the uptime of the node',
  needs: {},
  derive: (_, { header }) => {
    if (header?.uptimeSeconds === undefined) throw new ParseError('the bundle does not tell how long the node was up');
    return header.uptimeSeconds;
  },
});
