import { deriveFact, ParseError } from '../../fact.js';

/** Whether the node runs k3s or RKE2, which start their kubelet with flags of their own. */
export const isRancher = deriveFact({
  name: 'the kind of the node',
  needs: {},
  derive: (_, { header }) => {
    const kind = header?.node.kind;
    if (kind === undefined) throw new ParseError('the bundle does not tell the kind of the node');
    return /^(k3s|rke2)/.test(kind);
  },
});
