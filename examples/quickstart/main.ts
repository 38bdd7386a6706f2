import { App } from 'cdk8s';
import { Quickstart } from './chart';

const app = new App();
new Quickstart(app, 'quickstart');
app.synth();
