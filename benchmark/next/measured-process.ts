/**
 * The process that is measured: `node measured-process.js <brokers> <partitions> <spread> times <rounds>`, `memory <looks>`, or `moves`. It prints what it has found as JSON.
 */
import { LargeCluster, Spread } from './large-cluster';
import { memory, moves, times } from './measure';

async function main([brokers, partitions, spread, what, rounds]: readonly string[]): Promise<void> {
  const cluster = new LargeCluster(Number(brokers), Number(partitions), spread as Spread);
  const found = what === 'memory' ? await memory(cluster, Number(rounds)) : what === 'moves' ? await moves(cluster) : await times(cluster, Number(rounds));
  console.log(JSON.stringify(found));
}

void main(process.argv.slice(2));
