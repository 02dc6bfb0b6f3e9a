import type { Locale } from '../check.js';

/** The language of the user's environment, by the variables that every program goes by. */
export function languageOf(env: Readonly<Record<string, string | undefined>>): Locale {
  const name =
    [env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find(value => value !== undefined && value !== '') ?? '';
  return name.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}
