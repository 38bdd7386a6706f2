import { App } from 'cdk8s';
import { SingleNode } from './chart';

const app = new App();
new SingleNode(app, 'single-node');
app.synth();
