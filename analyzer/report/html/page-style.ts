import type { ReportedNode } from '../report.js';
import { plainTime } from '../times.js';

/** What a name of a node is made of; anything else has no business in a style sheet. */
const NAME = /^[A-Za-z0-9.-]{1,80}$/;

/** The head and the foot of printed pages: which node, when, and how far. The same in every language. */
export function pageStyle({ name = '', collectedAt }: ReportedNode): string {
  const head = NAME.test(name) ? name : 'nodetriage';
  const time = collectedAt && !Number.isNaN(Date.parse(collectedAt)) ? `${plainTime(collectedAt)} UTC` : '';
  return `@page {
  @top-left { content: "${head}"; }
  @top-right { content: "${time}"; }
  @bottom-left { content: "nodetriage"; }
  @bottom-right { content: counter(page) " / " counter(pages); }
}
`;
}
