import { App } from 'cdk8s';
import { ZooKeeperExample } from './chart';

const app = new App();
new ZooKeeperExample(app, 'zookeeper');
app.synth();
