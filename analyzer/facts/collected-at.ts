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

/** The same where seconds count: unknown where a bundle of another tool does not tell its time or the zone of it, and both were guessed. */
export const collectedExactlyAt = deriveFact({
  name: 'the exact time of collection',
  needs: { at: collectedAt },
  derive: ({ at }, { header }) => {
    const guess = header?.inferred?.find(
      ({ what, from }) => what === 'time' || (what === 'zone' && from === 'assumed'),
    );
    if (guess) throw new ParseError(`the ${guess.what} of the collection is a guess`);
    return at;
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
