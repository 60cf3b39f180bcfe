// The rooms of the house and the doors between them; ARCHITECTURE.md says why. Type imports count.
const rooms = {
  contracts: [],
  core: ['contracts'],
  engine: ['core', 'contracts'],
  node: ['core', 'contracts'],
  worker: ['engine', 'node', 'core', 'contracts'],
  cli: ['node', 'core', 'contracts'],
  host: ['node', 'core', 'contracts'],
};

function holdRoom([room, mayImport]) {
  const allowed = [room, ...mayImport].join('|');
  return {
    name: `room-${room}`,
    comment: `src/${room} may import of this project only: src/{${allowed}}.`,
    severity: 'error',
    from: { path: `^src/${room}/` },
    to: { path: '^(src|webviews|scripts|test|bench)/', pathNot: `^src/(${allowed})/` },
  };
}

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...Object.entries(rooms).map(holdRoom),
    {
      name: 'extension-entry',
      comment: 'src/extension.ts connects the host and knows nothing of training or the command line.',
      severity: 'error',
      from: { path: '^src/extension\\.ts$' },
      to: { path: '^(src|webviews|scripts|test|bench)/', pathNot: '^src/(host|node|core|contracts)/' },
    },
    {
      name: 'extension-entry-is-an-end',
      comment: 'Nothing imports the entry: what a feature needs is handed to its constructor there.',
      severity: 'error',
      from: {},
      to: { path: '^src/extension\\.ts$' },
    },
    {
      name: 'host-features-apart',
      comment: 'Features of the host do not import each other, only host/shared.',
      severity: 'error',
      from: { path: '^src/host/([^/]+)/', pathNot: '^src/host/shared/' },
      to: { path: '^src/host/', pathNot: ['^src/host/shared/', '^src/host/$1/'] },
    },
    {
      name: 'host-shared-is-below',
      comment: 'host/shared imports no feature.',
      severity: 'error',
      from: { path: '^src/host/shared/' },
      to: { path: '^src/host/', pathNot: '^src/host/shared/' },
    },
    {
      name: 'room-webviews',
      comment: 'Pages import contracts, nothing else of the extension.',
      severity: 'error',
      from: { path: '^webviews/' },
      to: { path: '^(src|scripts|test|bench)/', pathNot: '^src/contracts/' },
    },
    {
      name: 'webviews-apart',
      comment: 'Pages do not import each other, only webviews/shared.',
      severity: 'error',
      from: { path: '^webviews/([^/]+)/', pathNot: '^webviews/shared/' },
      to: { path: '^webviews/', pathNot: ['^webviews/shared/', '^webviews/$1/'] },
    },
    {
      name: 'webviews-shared-is-below',
      comment: 'webviews/shared imports no page.',
      severity: 'error',
      from: { path: '^webviews/shared/' },
      to: { path: '^webviews/', pathNot: '^webviews/shared/' },
    },
    {
      name: 'product-without-tools',
      comment: 'Nothing that ships imports scripts, tests or benchmarks.',
      severity: 'error',
      from: { path: '^(src|webviews)/' },
      to: { path: '^(scripts|test|bench)/' },
    },
    {
      name: 'scripts-without-tests',
      comment:
        'Set-up works without the tests, and all but comparisons with Keras and measured learning without the engine.',
      severity: 'error',
      from: { path: '^scripts/', pathNot: '^scripts/(vectors|quality)/' },
      to: { path: '^(test|bench|webviews)/|^src/(engine|worker|cli|host)/' },
    },
    {
      name: 'quality-without-tests',
      comment: 'What measures learning drives the product, not its tests.',
      severity: 'error',
      from: { path: '^scripts/quality/' },
      to: { path: '^(test|bench|webviews)/|^src/host/' },
    },
    {
      name: 'pure-rooms',
      comment: 'contracts, core and webviews use no Node.',
      severity: 'error',
      from: { path: '^(src/contracts|src/core|webviews)/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'tensorflow-in-engine',
      comment: 'Only the engine knows tensors.',
      severity: 'error',
      from: { path: '^(src|webviews|scripts)/', pathNot: '^src/engine/' },
      to: { path: '(^|/)@tensorflow/' },
    },
    {
      name: 'editor-in-host',
      comment: 'Only the host knows VS Code, by its types, too.',
      severity: 'error',
      from: { path: '^(src|webviews|scripts)/', pathNot: '^src/(host/|extension\\.ts$)' },
      to: { path: '^vscode$|/@types/vscode/' },
    },
    {
      name: 'product-without-dev-packages',
      comment: 'What ships imports packages that ship; types may come from elsewhere.',
      severity: 'error',
      from: { path: '^(src|webviews)/' },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        dependencyTypesNot: ['type-only'],
        pathNot: '/@types/(node|vscode)/',
      },
    },
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one idea, or need a third one.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment: 'What is imported exists. The module vscode comes from the editor.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^vscode$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|out)/' },
    tsPreCompilationDeps: true,
    detectJSDocImports: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.mjs', '.cjs', '.js', '.json', '.d.ts'],
    },
  },
};
