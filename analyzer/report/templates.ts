import Handlebars from 'handlebars';
import { compileTemplate } from './compile-template.js';
import { Words } from './words.js';

export type Template = (view: object) => string;

/**
 * A compiled template of templates/. Strict: a name that the view does not have is an error, not an
 * empty place. Whatever no helper vouches for is escaped as HTML.
 */
export function template(
  file: string,
  helpers: Readonly<Record<string, (value: string) => string>>,
  partials: readonly string[] = [],
): Template {
  const handlebars = Handlebars.create();
  for (const [name, helper] of Object.entries(helpers)) {
    const write = (value: unknown) => (value instanceof Words ? value.write(helper) : helper(String(value)));
    handlebars.registerHelper(name, (value: unknown) => new Handlebars.SafeString(write(value)));
  }
  const options = {
    strict: true,
    knownHelpersOnly: true,
    knownHelpers: Object.fromEntries(Object.keys(helpers).map(name => [name, true])),
  };
  for (const name of partials) {
    handlebars.registerPartial(name, compileTemplate(handlebars, `partials/${name}.hbs`, options));
  }
  return compileTemplate(handlebars, file, options);
}

/** `&`, `<`, quotes and what else HTML would take for its own. */
export function escapeHtml(text: string): string {
  return Handlebars.escapeExpression(text);
}
