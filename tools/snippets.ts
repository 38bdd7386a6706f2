/**
 * Compiles every TypeScript snippet of the documents against the library's sources. A snippet without imports of its own gets those of all that
 * the library exports, and the names `app`, `chart`, `kafka` and `zookeeper`.
 */
import { readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import * as ts from 'typescript';
import { codeBlocks } from './code-blocks';

const PRELUDE = `
import { ApiObject, App, Chart, Duration, JsonPatch, Size } from 'cdk8s';
import {
  AclOperation, AclPattern, AclPermission, AclResource, ScramMechanism, UndeclaredAcls, UserAuthentication, UserRemoval,
  Authentication, Authorization, ClientCertificates, HostSpread, KafkaCluster, KafkaLifecycleJob, KafkaVersion, LifecycleTrigger, Listener, LogLayout, Metadata, RebalanceApproval, RebalancePolicy, RebalanceWindow, Severity, Sizing, Storage, TaintEffect, Tls, TopicRemoval, UnavoidableOutages,
  UndeclaredSettings, Weekday, ZooKeeperEnsemble, ZooKeeperVersion,
} from 'cdk8s-kafka';
declare const app: App; declare const chart: Chart; declare const kafka: KafkaCluster; declare const zookeeper: ZooKeeperEnsemble;
void [AclOperation, AclPattern, AclPermission, AclResource, ScramMechanism, UndeclaredAcls, UserAuthentication, UserRemoval, Authentication, Authorization, ClientCertificates, Tls, TopicRemoval, ApiObject, App, Chart, Duration, JsonPatch, Size, HostSpread, KafkaCluster, KafkaLifecycleJob, KafkaVersion, LifecycleTrigger, Listener, LogLayout, UnavoidableOutages, UndeclaredSettings, Metadata, RebalanceApproval, RebalancePolicy, RebalanceWindow, Severity, Sizing, Storage, TaintEffect, Weekday, ZooKeeperEnsemble, ZooKeeperVersion, app, chart, kafka, zookeeper];
{
`;

function documents(): string[] {
  const markdown = (folder: string) => readdirSync(folder, { withFileTypes: true }).flatMap((entry): string[] =>
    entry.isDirectory() ? markdown(join(folder, entry.name)) : entry.name.endsWith('.md') ? [join(folder, entry.name)] : []);
  return ['README.md', 'CONTRIBUTING.md', ...markdown('docs'), ...markdown('examples')];
}

const snippets = documents().flatMap(codeBlocks).filter((block) => block.language === 'ts' || block.language === 'typescript');
const files = new Map(snippets.map((snippet, i) => [
  // Beside its document, so that relative imports are those of a file there.
  resolve(dirname(snippet.document), `snippet-${i}.ts`),
  { snippet, text: /^import /m.test(snippet.code) ? snippet.code : `${PRELUDE}${snippet.code}\n}\nexport {};\n`, before: /^import /m.test(snippet.code) ? 0 : PRELUDE.split('\n').length - 1 },
]));

const options: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.Node16,
  moduleResolution: ts.ModuleResolutionKind.Node16,
  types: ['node', 'jest'],
  paths: { 'cdk8s-kafka': [resolve('src/index.ts')] },
};
const host = ts.createCompilerHost(options);
const read = host.readFile.bind(host);
const exists = host.fileExists.bind(host);
const source = host.getSourceFile.bind(host);
host.readFile = (name) => files.get(resolve(name))?.text ?? read(name);
host.fileExists = (name) => files.has(resolve(name)) || exists(name);
host.getSourceFile = (name, language, ...rest) => {
  const file = files.get(resolve(name));
  return file ? ts.createSourceFile(name, file.text, language) : source(name, language, ...rest);
};

const program = ts.createProgram([...files.keys()], options, host);
const problems = ts.getPreEmitDiagnostics(program);
for (const problem of problems) {
  const file = problem.file && files.get(resolve(problem.file.fileName));
  const line = problem.file && problem.start !== undefined ? problem.file.getLineAndCharacterOfPosition(problem.start).line : 0;
  const where = file ? `${file.snippet.document}:${file.snippet.line + line - file.before}` : problem.file?.fileName ?? '';
  console.error(`${where}: ${ts.flattenDiagnosticMessageText(problem.messageText, '\n')}`);
}
console.log(`${snippets.length} snippets of ${new Set(snippets.map((s) => s.document)).size} documents compiled, ${problems.length} problems`);
process.exitCode = problems.length === 0 && snippets.length > 0 ? 0 : 1;
