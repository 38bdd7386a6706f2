/**
 * Makes test/manifests/schemas/argo-cd.json and flux.json, of the versions that argo-cd/go.mod and flux/go.mod name. Needs Go.
 *
 *     npx tsx tools/gitops-schemas/make.ts
 *
 * The published CustomResourceDefinitions of both projects are what controller-gen makes of their Go types; so it does here.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { Origin, reduce, text } from './reduce';
import { Json } from '../kubernetes-schemas/reduce';

interface Project {
  readonly name: string;
  readonly folder: string;
  readonly kinds: readonly string[];
}

export const PROJECTS: readonly Project[] = [
  { name: 'Argo CD', folder: 'argo-cd', kinds: ['argoproj.io/v1alpha1 Application'] },
  { name: 'Flux', folder: 'flux', kinds: ['kustomize.toolkit.fluxcd.io/v1 Kustomization', 'source.toolkit.fluxcd.io/v1 GitRepository'] },
];

function make({ name, folder, kinds }: Project): void {
  const go = (...args: readonly string[]) => execFileSync('go', args, { cwd: join(__dirname, folder), encoding: 'utf8' }).trim();
  const packages = go('list', '-f', '{{join .Imports "\\n"}}', '.').split('\n');
  const modules = go('list', '-f', '{{.Module.Path}} {{.Module.Version}}', ...packages).split('\n').map((line) => line.split(' '));
  const origin: Origin = { project: name, modules: Object.fromEntries(modules) };

  const made = mkdtempSync(join(tmpdir(), 'gitops-schemas-'));
  try {
    go('tool', 'controller-gen', 'crd:crdVersions=v1', ...packages.map((each) => `paths=${each}`), `output:crd:dir=${made}`);
    const definitions = readdirSync(made).map((file): Json => JSON.parse(JSON.stringify(load(readFileSync(join(made, file), 'utf8')))));
    const file = `test/manifests/schemas/${folder}.json`;
    writeFileSync(file, text(origin, reduce(definitions, kinds)));
    console.log(`${file}: ${modules.map((each) => each.join(' ')).join(', ')}`);
  } finally {
    rmSync(made, { recursive: true });
  }
}

if (require.main === module) { PROJECTS.forEach(make); }
