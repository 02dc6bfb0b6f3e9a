import { deriveFact, optional, ParseError } from '../../fact.js';
import { nodeObject } from './node-object.js';

/** The names that this node may have in the cluster. Unknown when neither the header nor the cluster tells. */
export const ownNames = deriveFact({
  name: 'the name of the node in the cluster',
  needs: { node: optional(nodeObject) },
  derive({ node }, { header }): readonly string[] {
    const names = [node?.name, header?.node.name, header?.node.hostname].flatMap(name => (name ? [name] : []));
    if (names.length === 0) throw new ParseError('nothing in the bundle tells the name of the node');
    return names;
  },
});
