/**
 * What it is measured against: `node plain-app.js <objects.json> <folder>` makes the very same objects from plain literals, with cdk8s alone. The
 * literals come as JSON, which Node.js reads quicker than the same text as JavaScript.
 */
import { readFileSync } from 'node:fs';
import { ApiObject, ApiObjectProps, App, Chart } from 'cdk8s';
import { measured } from './measured';

/** By the name of the chart, in the order of the manifests. */
type Objects = Record<string, (ApiObjectProps & { readonly metadata: { readonly name: string; readonly namespace: string } })[]>;

measured(() => {
  const objects = JSON.parse(readFileSync(process.argv[2], 'utf8')) as Objects;
  const app = new App({ outdir: process.argv[3] });
  for (const [name, literals] of Object.entries(objects)) {
    const chart = new Chart(app, name);
    literals.forEach((literal, i) => new ApiObject(chart, `object-${i}`, literal));
  }
  return () => app.synth();
});
