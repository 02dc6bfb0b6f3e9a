import { createGenerator } from 'ts-json-schema-generator';
import { CLUSTER_VERSION } from '../analyzer/cluster/cluster.js';
import { COMPARISON_VERSION } from '../analyzer/comparison/comparison.js';
import { SCHEMA_VERSION } from '../analyzer/report/report.js';

const STRICT =
  'Additions do not change that number: a program passes over what it does not know. This schema is strict, for tests: of a later release take its own.';

/**
 * The schemas of what the analyzer writes as JSON by the names of their files in docs/, from the types that the program
 * itself is compiled with, so that neither can change without the other. `root` is the folder of the checkout. Takes
 * about two seconds.
 */
export function schemas(root: string): Readonly<Record<string, string>> {
  const generator = createGenerator({
    path: `${root}/analyzer/{comparison/comparison,cluster/cluster}.ts`,
    tsconfig: `${root}/analyzer/tsconfig.json`,
    // The build has done so, by the compiler of this project.
    skipTypeCheck: true,
    sortProps: false,
    topRef: false,
  });
  const schemaOf = (
    type: string,
    about: { readonly $id: string; readonly title: string; readonly description: string },
  ) => {
    const { $schema, ...schema } = generator.createSchema(type);
    return `${JSON.stringify({ $schema, ...about, ...schema, ...about }, null, 2)}\n`;
  };
  return {
    'report.schema.json': schemaOf('Report', {
      $id: `urn:nodetriage:report:${SCHEMA_VERSION}`,
      title: 'Report of nodetriage-analyze',
      description: `What --format json writes, of schemaVersion ${SCHEMA_VERSION}. ${STRICT}`,
    }),
    'cluster.schema.json': schemaOf('Cluster', {
      $id: `urn:nodetriage:cluster:${CLUSTER_VERSION}`,
      title: 'Several nodes, of nodetriage-analyze',
      description: `What --format json writes beside the reports of the nodes of one bundle, of clusterVersion ${CLUSTER_VERSION}. ${STRICT}`,
    }),
    'comparison.schema.json': schemaOf('Comparison', {
      $id: `urn:nodetriage:comparison:${COMPARISON_VERSION}`,
      title: 'Comparison of nodetriage-analyze',
      description: `What --compare --format json writes, of comparisonVersion ${COMPARISON_VERSION}. ${STRICT}`,
    }),
  };
}
