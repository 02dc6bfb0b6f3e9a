import { readFileSync } from 'node:fs';
import path from 'node:path';

/** As much of a Kubernetes object as an API server looks at to find it. */
export interface KubernetesObject {
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly creationTimestamp?: string;
  };
  readonly [field: string]: unknown;
}

const TIMESTAMP = /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g;

/**
 * The named JSON files of a folder of recorded objects, all times moved so that the newest in
 * them is `now`: a recorded heartbeat is a fresh one.
 */
export function loadRecorded(folder: string, names: readonly string[], now: number): ReadonlyMap<string, unknown> {
  const texts = names.map(name => [name, readFileSync(path.join(folder, `${name}.json`), 'utf8')] as const);
  const times = texts.flatMap(([, text]) => (text.match(TIMESTAMP) ?? []).map(stamp => Date.parse(stamp)));
  const shift = now - Math.max(...times);
  return new Map(
    texts.map(([name, text]) => [name, JSON.parse(text.replace(TIMESTAMP, stamp => moved(stamp, shift)))]),
  );
}

/** Whole seconds stay whole and microseconds stay microseconds: kubectl refuses other forms. */
function moved(stamp: string, shift: number): string {
  const iso = new Date(Date.parse(stamp) + shift).toISOString();
  return stamp.includes('.') ? iso.replace('Z', '000Z') : iso.replace(/\.\d+Z$/, 'Z');
}

/** Whether an object is one that `fieldSelector=a.b=c,d!=e` asks for. An absent field is the empty string. */
export function matchesSelector(object: KubernetesObject, selector: string | null): boolean {
  if (!selector) return true;
  return selector.split(',').every(term => {
    const [, field = '', operator, value] = /^([^!=]+)(!=|==?)(.*)$/.exec(term) ?? [];
    const is = fieldOf(object, field.split('.'));
    return operator === '!=' ? is !== value : is === value;
  });
}

function fieldOf(object: unknown, [first, ...rest]: readonly string[]): string {
  if (first === undefined) return typeof object === 'string' ? object : '';
  if (typeof object !== 'object' || object === null) return '';
  return fieldOf((object as Readonly<Record<string, unknown>>)[first], rest);
}
