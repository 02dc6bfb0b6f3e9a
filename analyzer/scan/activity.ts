/** Lines and errors of one speaker in one log, by the minute. */
export interface Activity {
  readonly speaker: string;
  /** By minutes since 1970 UTC. Lines without a time are not in it. */
  readonly minutes: ReadonlyMap<number, Minute>;
}

export interface Minute {
  lines: number;
  errors: number;
}

export interface ActivityKeeper {
  /** Lines and errors that a speaker said in a minute: all of them, or those since it was told last. */
  add(speaker: string, minute: number, lines: number, errors: number): void;
  activity(): Activity[];
}

/** Of one log, all its speakers together: two weeks of one that is never silent. What is beyond it is not kept. */
const MOST_MINUTES = 20_000;

export function activityKeeper(): ActivityKeeper {
  const speakers = new Map<string, Map<number, Minute>>();
  let kept = 0;

  return {
    add(speaker, minute, lines, errors) {
      let minutes = speakers.get(speaker);
      if (!minutes) {
        minutes = new Map();
        speakers.set(speaker, minutes);
      }
      const counts = minutes.get(minute);
      if (counts) {
        counts.lines += lines;
        counts.errors += errors;
      } else if (kept++ < MOST_MINUTES) minutes.set(minute, { lines, errors });
    },
    activity: () => [...speakers].map(([speaker, minutes]) => ({ speaker, minutes })),
  };
}
