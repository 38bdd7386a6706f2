import { App } from 'cdk8s';
import { LifecycleExample } from './chart';

const app = new App();
new LifecycleExample(app, 'lifecycle');
app.synth();
