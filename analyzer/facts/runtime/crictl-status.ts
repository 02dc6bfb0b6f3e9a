import { crictlInfo } from '../../../bundle/specs/runtime.js';
import { lineWith, listAt, parseJson, textAt, at as valueAt } from '../../documents/json.js';
import { defineFact, type Evidence, ParseError } from '../../fact.js';

/** A condition of the runtime, as it tells the kubelet. */
export interface RuntimeCondition {
  /** `RuntimeReady`, `NetworkReady`. */
  readonly type: string;
  readonly ok: boolean;
  readonly message: string;
  readonly at: Evidence;
}

/** `crictl info`: JSON with `"status":{"conditions":[{"type":"NetworkReady","status":false,"reason":"NetworkPluginNotReady",…`. */
export const runtimeConditions = defineFact<readonly RuntimeCondition[]>({
  name: 'what the runtime says of itself',
  from: crictlInfo,
  parse: source => {
    const conditions = listAt(valueAt(parseJson(source), 'status'), 'conditions');
    const found = conditions.flatMap(condition => {
      const type = textAt(condition, 'type');
      if (type === undefined) return [];
      const ok = valueAt(condition, 'status') === true;
      return [{ type, ok, message: textAt(condition, 'message') ?? '', at: lineWith(source, `"${type}"`) }];
    });
    if (found.length === 0) throw new ParseError('names no conditions of the runtime', source.lines[0]);
    return found;
  },
});
