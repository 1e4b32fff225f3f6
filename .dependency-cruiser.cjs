/**
 * The layers of docs/architecture.md. Each layer lists all it may import; what is not listed is an error.
 * `scripts/lint-canary` holds deliberately illegal imports, and a test proves that each of them is reported.
 */
const root = '^(src|scripts/lint-canary)';

const layers = {
  lib: [],
  domain: ['lib'],
  wire: ['domain', 'lib'],
  transport: ['domain', 'lib'],
  collect: ['wire', 'transport', 'domain', 'lib'],
  commands: ['wire', 'transport', 'domain', 'lib'],
  engine: ['collect', 'wire', 'transport', 'domain', 'lib'],
  state: ['domain', 'lib'],
  ui: ['lib'],
  widgets: ['ui', 'domain', 'lib'],
  pages: ['state', 'widgets', 'ui', 'domain', 'lib'],
  flows: ['state', 'widgets', 'ui', 'domain', 'lib'],
  app: ['pages', 'flows', 'state', 'widgets', 'ui', 'domain', 'lib'],
};

const layerRules = Object.entries(layers).map(([layer, allowed]) => ({
  name: `layer-${layer}`,
  severity: 'error',
  from: {
    path: `${root}/${layer}/`,
    pathNot: '\\.test\\.tsx?$' + (layer === 'engine' ? `|${root}/engine/full\\.ts$` : ''),
  },
  to: {
    path: `${root}/`,
    pathNot: [layer, ...allowed].map((name) => `${root}/${name}/`).concat(exceptions(layer)),
  },
}));

/** Files that a layer may import beyond whole layers. */
function exceptions(layer) {
  // The entries of the documents name the worker that they start; which one is the matter of a rule below.
  if (layer === 'app') return [`${root}/engine/(protocol|read|full)\\.ts$`];
  if (layer === 'state' || layer === 'pages' || layer === 'flows') return [`${root}/engine/protocol\\.ts$`];
  if (layer === 'collect') return [`${root}/engine/protocol\\.ts$`];
  if (layer === 'commands') return [`${root}/collect/`, `${root}/engine/protocol\\.ts$`];
  return [];
}

/** Packages that one layer alone may import. */
const owners = { 'nats\\.ws': 'transport', '@tanstack/react-query': '(state|app)', zustand: 'state' };

module.exports = {
  forbidden: [
    ...layerRules,
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'page-imports-page',
      severity: 'error',
      from: { path: `${root}/pages/([^/]+)/` },
      to: { path: `${root}/pages/`, pathNot: `${root}/pages/$2/` },
    },
    {
      name: 'pure-layers-know-no-react',
      severity: 'error',
      from: { path: `${root}/(lib|domain|wire|transport|collect|commands|engine)/`, pathNot: '\\.test\\.' },
      to: { path: '^node_modules/(react|react-dom|@tanstack|zustand|recharts|i18next)' },
    },
    {
      name: 'commands-only-in-the-full-engine',
      severity: 'error',
      from: { path: `${root}/`, pathNot: `${root}/(commands/|engine/full\\.ts$)|\\.test\\.` },
      to: { path: `${root}/(commands|wire/ops)/` },
    },
    {
      name: 'flows-only-in-the-console',
      severity: 'error',
      from: { path: `${root}/`, pathNot: `${root}/(flows/|app/entries/console\\.tsx$)` },
      to: { path: `${root}/flows/` },
    },
    {
      name: 'workers-only-by-their-documents',
      severity: 'error',
      from: { path: `${root}/app/`, pathNot: `${root}/app/entries/(wall|embed)\\.tsx$` },
      to: { path: `${root}/engine/read\\.ts$` },
    },
    {
      name: 'full-engine-only-in-the-console',
      severity: 'error',
      from: { path: `${root}/`, pathNot: `${root}/app/entries/console\\.tsx$|\\.test\\.` },
      to: { path: `${root}/engine/full\\.ts$` },
    },
    {
      name: 'testing-only-in-tests',
      severity: 'error',
      from: { path: `${root}/`, pathNot: `${root}/testing/|\\.test\\.tsx?$` },
      to: { path: `${root}/testing/` },
    },
    ...Object.entries(owners).map(([name, layer]) => ({
      name: `owner-of-${name.replace('\\', '')}`,
      severity: 'error',
      from: { path: `${root}/`, pathNot: `${root}/${layer}/|${root}/testing/|\\.test\\.` },
      to: { path: `^node_modules/${name}` },
    })),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'browser', 'default', 'types'],
    },
  },
};
