import { cdk8s, javascript } from 'projen';

const project = new cdk8s.ConstructLibraryCdk8s({
  name: 'cdk8s-kafka',
  description: 'Apache Kafka on Kubernetes as typed CDK8s constructs: plain manifests, checked before anything is deployed',
  keywords: ['kafka', 'apache-kafka', 'kraft', 'zookeeper', 'kubernetes', 'cdk8s'],
  author: 'cdk8s-kafka contributors',
  authorAddress: 'cdk8s-kafka@users.noreply.github.com',
  authorOrganization: true,
  repositoryUrl: 'https://github.com/cdk8s-kafka/cdk8s-kafka.git',
  license: 'Apache-2.0',
  copyrightOwner: 'The cdk8s-kafka contributors',
  stability: 'experimental',

  // The oldest that are supported; tools/try-package.ts tries these and the newest.
  cdk8sVersion: '2.68.57',
  constructsVersion: '10.3.0',
  peerDeps: ['cdk8s-plus-28@^2.5.6'],
  jsiiVersion: '~6.0.0',
  typescriptVersion: '~6.0.0',
  minNodeVersion: '20.0.0',
  packageManager: javascript.NodePackageManager.NPM,
  projenrcTs: true,
  defaultReleaseBranch: 'main',
  release: false,
  github: false,
  gitpod: false,
  depsUpgrade: false,
  sampleCode: false,

  devDeps: [
    '@platformatic/kafka@1.35.0',
    '@types/node@^20',
    'ajv@^8',
    'cdk8s-plus-28@2.5.6',
    'esbuild@^0.28',
    'fast-check@^4',
    'highs@^1',
    'js-yaml@^4',
    '@types/js-yaml@^4',
    'jsii-rosetta@~6.0.0',
    'tsx@^4',
  ],
  jestOptions: {
    // The default rewrites snapshots silently on every local build.
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    junitReporting: false,
    jestConfig: {
      collectCoverage: false,
      // What needs real processes is run by `npm run verify:cluster`.
      testPathIgnorePatterns: ['/node_modules/', '/test/brokers/', '/test/cluster/', '/dist/'],
      watchPathIgnorePatterns: ['/dist/', '/lib/'],
      moduleNameMapper: { '^cdk8s-kafka$': '<rootDir>/src' },
      modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/lib/'],
      // KafkaLifecycleJob puts the bundled program into a ConfigMap.
      globalSetup: '<rootDir>/test/lifecycle-program.ts',
    },
  },
  tsconfigDev: {
    // Relative to test/. Examples import the library by its name, as a user does.
    compilerOptions: { paths: { 'cdk8s-kafka': ['../src/index.ts'] } },
    include: ['../src/**/*.ts', '../lifecycle/**/*.ts', '../examples/**/*.ts', '../benchmark/**/*.ts', '../tools/**/*.ts'],
  },
  eslintOptions: {
    dirs: ['src'],
    devdirs: ['lifecycle', 'test', 'examples', 'benchmark', 'tools', 'projenrc'],
    ignorePatterns: ['*.d.ts', 'node_modules/', 'dist/', 'lib/'],
  },
  gitignore: ['/dist/', '.jsii.tabl.json', '*.class', '.DS_Store'],
  npmignoreEnabled: true,
  bin: { 'cdk8s-kafka': 'bin/cdk8s-kafka' },
});

// `npm ci` fails on missing optional platform packages of the newer versions.
project.package.addPackageResolutions('unrs-resolver@1.11.1');
// The lock file names no registry.
project.npmrc.addConfig('omit-lockfile-registry-resolved', 'true');
project.npmrc.addConfig('fund', 'false');
project.npmrc.addConfig('audit', 'false');

// One program for all that is linted; the nearest tsconfig.json would leave out tools, examples and benchmarks.
const eslintFile = project.tryFindObjectFile('.eslintrc.json');
eslintFile?.addOverride('parserOptions.projectService', undefined);
eslintFile?.addOverride('parserOptions.project', ['./test/tsconfig.json', './projenrc/tsconfig.json']);
eslintFile?.addOverride('settings.import/resolver.typescript.project', ['./test/tsconfig.json']);

// One module instead of many: an app that uses the library starts sooner (docs/performance.md).
project.postCompileTask.exec('tsx tools/bundle-library.ts');
// What a lifecycle Job runs is a part of the package.
project.postCompileTask.exec('tsx tools/lifecycle-program/make.ts');
project.npmignore?.exclude('/lib/*/**/*.js');

// Each of these works on a fresh clone: whatever it needs is installed first.
const setUp = 'node tools/install.mjs';
const program = 'tsx tools/lifecycle-program/make.ts';
project.setScript('quickstart', `${setUp} && tsx --tsconfig test/tsconfig.json tools/quickstart.ts`);
project.setScript('verify', `${setUp} && tsx --tsconfig test/tsconfig.json tools/verify.ts`);
project.setScript('verify:cluster', `${setUp} && tsx --tsconfig test/tsconfig.json tools/verify-cluster.ts`);
project.setScript('demo', `${setUp} && tsx --tsconfig test/tsconfig.json tools/demo.ts`);
project.setScript('examples', `${setUp} && ${program} && tsx --tsconfig test/tsconfig.json tools/examples.ts`);
project.setScript('simulate', `${setUp} && tsx --tsconfig test/tsconfig.json test/lifecycle/simulator/main.ts`);
// A package is whole from a fresh clone too.
project.setScript('prepack', `${setUp} && jsii --silence-warnings=reserved-word && tsx tools/bundle-library.ts && ${program}`);
for (const benchmark of ['synth', 'next', 'roll', 'rebalance']) {
  project.setScript(`benchmark:${benchmark}`, `${setUp} && tsx --tsconfig test/tsconfig.json benchmark/${benchmark}/main.ts`);
}

for (const folder of ['lifecycle', 'benchmark', 'examples', 'docs', 'tools', '.ci', '.gitattributes', 'CONTRIBUTING.md', '.jsii.tabl.json']) {
  project.npmignore?.exclude(`/${folder}`);
}

project.synth();
