/**
 * The app that is measured: `node clusters-app.js <clusters> <charts> <folder>` declares so many clusters with the library, divided among so many
 * charts, and writes their manifests into the folder.
 */
import { App, Chart, Size } from 'cdk8s';
import { measured } from './measured';
import { KafkaCluster, Storage } from 'cdk8s-kafka';

const [clusters, charts] = process.argv.slice(2, 4).map(Number);

measured(() => {
  const app = new App({ outdir: process.argv[4] });
  for (let c = 0; c < charts; c++) {
    const chart = new Chart(app, `chart-${c}`, { namespace: `ns-${c}` });
    for (let i = c; i < clusters; i += charts) {
      // The first example of the README, with an id of its own.
      new KafkaCluster(chart, `Events-${i}`, {
        brokers: { nodes: 6, storage: Storage.persistent(Size.tebibytes(16), { storageClass: 'hdd' }) },
        zones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
      });
    }
  }
  return () => app.synth();
});
