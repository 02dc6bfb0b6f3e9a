import type { Bundle } from '../bundle.js';
import { isBenign } from '../facts/logs/benign-lines.js';
import { type Novelty, noveltyOf, quietPart } from '../novelty.js';
import type { ErrorGroup } from '../scan/error-groups.js';
import { cleanLine } from './clean-text.js';
import { reportEvidence } from './evidence.js';
import type { ErrorTemplate } from './report.js';
import { isoTime } from './times.js';

const MOST = 50;
const TEMPLATE_LENGTH = 500;
const NAME_LENGTH = 200;
const ORDER: readonly Novelty[] = ['new', 'more', 'unknown', 'usual'];

/** Groups of error lines that no check asks for: what is new on this node first, what healthy nodes say, too, last. */
export function unexplainedErrors(bundle: Bundle): ErrorTemplate[] {
  const quiet = quietPart(bundle.activity);
  const ranked = bundle.errorGroups.map(group => ({
    group,
    benign: isBenign(group.sample.text),
    novelty: noveltyOf(group.perMinute, quiet),
  }));
  ranked.sort(
    (a, b) =>
      Number(a.benign) - Number(b.benign) ||
      ORDER.indexOf(a.novelty) - ORDER.indexOf(b.novelty) ||
      b.group.count - a.group.count ||
      (b.group.last ?? 0) - (a.group.last ?? 0),
  );
  return ranked.slice(0, MOST).map(({ group, novelty }) => reportGroup(group, novelty, bundle));
}

function reportGroup(group: ErrorGroup, novelty: Novelty, bundle: Bundle): ErrorTemplate {
  return {
    template: cleanLine(group.template, TEMPLATE_LENGTH),
    component: cleanLine(group.speaker, NAME_LENGTH),
    count: group.count,
    ...isoTime('firstSeen', group.first),
    ...isoTime('lastSeen', group.last),
    novelty,
    sample: reportEvidence(group.sample, bundle),
  };
}
