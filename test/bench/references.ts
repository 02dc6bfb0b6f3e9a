import type { LogNeed } from '../../analyzer/fact.js';

/** The patterns of the checks as grep -E and rg take them, one a line. */
export function patternsForGrep(needs: readonly LogNeed[]): string {
  return `${[...new Set(needs.map(need => asExtended(need.pattern.source) ?? need.anchors.map(literal).join('|')))].join('\n')}\n`;
}

/** Undefined for one that has no such form: then its anchors are searched for, which is less work. */
function asExtended(source: string): string | undefined {
  const text = source
    .replace(/\(\?<\w+>/g, '(')
    .replaceAll('(?:', '(')
    .replace(/\\d/g, '[0-9]')
    .replace(/\\S/g, '[^ ]')
    .replace(/\\s/g, '[ ]')
    .replace(/\\w/g, '[0-9A-Za-z_]')
    .replace(/\\([/"'=:-])/g, '$1')
    .replace(/([*+?}])\?/g, '$1');
  const nested = /\[[^\]]*\[(?:\^ |0-9| )/.test(text);
  return /\(\?|\\[bBknrtux]/.test(text) || nested || /[^\x20-\x7e]/.test(text) ? undefined : text;
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
