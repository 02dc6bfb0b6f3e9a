import type { Layout } from './layout.js';
import { sosreport } from './sosreport.js';

/** The bundles that are read beside our own. Of two that see something of theirs in one folder the first counts. */
export const LAYOUTS: readonly Layout[] = [sosreport];

/** The layout of a tool. */
export function layoutOf(tool: Layout['tool']): Layout {
  const layout = LAYOUTS.find(known => known.tool === tool);
  if (!layout) throw new Error(`there is no layout of ${tool}`);
  return layout;
}
