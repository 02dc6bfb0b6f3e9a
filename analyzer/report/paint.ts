const STYLES = { critical: '1;31', warning: '1;33', info: '1;36', strong: '1', soft: '2' } as const;

/** Text in a style of the terminal, or as it is. */
export type Paint = (style: keyof typeof STYLES, text: string) => string;

/** Colours, or none. */
export function paintWith(colour: boolean): Paint {
  return (style, text) => (colour && text !== '' ? `\x1b[${STYLES[style]}m${text}\x1b[0m` : text);
}
