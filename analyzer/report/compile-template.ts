import type Handlebars from 'handlebars';
import { readTemplate } from './read-template.js';

/** Compiles a file of templates/. In the program that users install, build/bundle.js has done that before. */
export function compileTemplate(
  handlebars: typeof Handlebars,
  file: string,
  options: CompileOptions,
): Handlebars.TemplateDelegate {
  return handlebars.compile(readTemplate(file), options);
}
