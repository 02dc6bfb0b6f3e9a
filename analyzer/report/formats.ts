/** The forms of a report, each with how its files end: the first is how we call them ourselves. */
export const FORMATS = {
  html: ['.html', '.htm'],
  md: ['.md', '.markdown'],
  json: ['.json'],
  sarif: ['.sarif', '.sarif.json'],
  junit: ['.xml'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Format = keyof typeof FORMATS;

export const FORMAT_NAMES = Object.keys(FORMATS) as readonly Format[];

/** What a file is by its name: the longest ending counts. Undefined when the name says nothing. */
export function formatOfFile(name: string): Format | undefined {
  const lower = name.toLowerCase();
  const endings = FORMAT_NAMES.flatMap(format => FORMATS[format].map(ending => ({ format, ending })));
  return endings.filter(({ ending }) => lower.endsWith(ending)).sort((a, b) => b.ending.length - a.ending.length)[0]
    ?.format;
}
