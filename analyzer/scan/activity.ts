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
  /** `time`: NaN for a line without. */
  line(speaker: number, time: number, isError: boolean): void;
  activity(speakers: readonly string[]): Activity[];
}

/** Of one log, all its speakers together: two weeks of one that is never silent. What is beyond it is not kept. */
const MOST_MINUTES = 20_000;

export function activityKeeper(): ActivityKeeper {
  const minutes: Map<number, Minute>[] = [];
  /** The minute that each speaker spoke in last: nearly always that of its next line. */
  const lastMinute: number[] = [];
  const current: Minute[] = [];
  let kept = 0;

  const minuteOf = (speaker: number, minute: number): Minute | undefined => {
    minutes[speaker] ??= new Map();
    const own = minutes[speaker];
    let counts = own.get(minute);
    if (!counts) {
      if (kept >= MOST_MINUTES) return undefined;
      kept++;
      counts = { lines: 0, errors: 0 };
      own.set(minute, counts);
    }
    return counts;
  };

  return {
    line(speaker, time, isError) {
      const minute = Math.floor(time / 60_000);
      if (lastMinute[speaker] !== minute) {
        if (Number.isNaN(minute)) return;
        const counts = minuteOf(speaker, minute);
        if (!counts) return;
        lastMinute[speaker] = minute;
        current[speaker] = counts;
      }
      const counts = current[speaker] as Minute;
      counts.lines++;
      if (isError) counts.errors++;
    },
    activity: speakers =>
      speakers.flatMap((speaker, i) => {
        const own = minutes[i];
        return own ? [{ speaker, minutes: own }] : [];
      }),
  };
}
