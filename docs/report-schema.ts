import { createGenerator } from 'ts-json-schema-generator';
import { SCHEMA_VERSION } from '../analyzer/report/report.js';

/**
 * docs/report.schema.json: what report.json holds, from the types that the program itself is compiled with, so that
 * neither can change without the other. `root` is the folder of the checkout. Takes about two seconds.
 */
export function reportSchema(root: string): string {
  const generator = createGenerator({
    path: `${root}/analyzer/report/report.ts`,
    tsconfig: `${root}/analyzer/tsconfig.json`,
    type: 'Report',
    // The build has done so, by the compiler of this project.
    skipTypeCheck: true,
    sortProps: false,
    topRef: false,
  });
  const { $schema, ...schema } = generator.createSchema('Report');
  const about = {
    $schema,
    $id: `urn:nodetriage:report:${SCHEMA_VERSION}`,
    title: 'Report of nodetriage-analyze',
    description: `What --format json writes, of schemaVersion ${SCHEMA_VERSION}. Additions do not change that number: a program that reads reports passes over what it does not know. This schema is strict, for tests: of a later release take its own.`,
  };
  return `${JSON.stringify({ ...about, ...schema, description: about.description }, null, 2)}\n`;
}
