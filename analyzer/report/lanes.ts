import type { Bundle } from '../bundle.js';
import { cleanLine } from './clean-text.js';
import type { ActivityLane } from './report.js';

const MOST_LANES = 16;
/** Of one lane: the newest, a week of a component that is never silent. */
const MOST_MINUTES = 10_080;
const NAME_LENGTH = 200;

const made = new WeakMap<Bundle['activity'], readonly ActivityLane[]>();

/** How much each component said by the minute, the most talkative first. Made once for all languages of a report. */
export function activityLanes({ activity }: Pick<Bundle, 'activity'>): readonly ActivityLane[] {
  const lanes = made.get(activity) ?? lanesOf(activity);
  made.set(activity, lanes);
  return lanes;
}

function lanesOf(activity: Bundle['activity']): ActivityLane[] {
  return activity.slice(0, MOST_LANES).map(({ component, files, minutes }) => ({
    component: cleanLine(component, NAME_LENGTH),
    files: files.map(file => cleanLine(file, NAME_LENGTH)),
    minutes: [...minutes]
      .map(([minute, { lines, errors }]) => [minute, lines, errors] as const)
      .sort(([a], [b]) => a - b)
      .slice(-MOST_MINUTES),
  }));
}
