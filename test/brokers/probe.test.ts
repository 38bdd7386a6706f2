import { Chart, Size } from 'cdk8s';
import { Loopback } from './loopback';
import { LoopbackPod } from './loopback-pod';
import { KafkaCluster, Sizing, Storage } from '../../src';
import { KAFKA_VERSIONS } from '../kafka-versions';

/** The probes against brokers and controllers that do not run yet, serve, hang, and are gone. */

let ground: Loopback;
beforeEach(() => ground = new Loopback());
afterEach(() => ground.close());

describe.each(KAFKA_VERSIONS)('Kafka $version', (version) => {
  test('a dedicated controller and a broker', async () => {
    ground.deploy((chart: Chart) => new KafkaCluster(chart, 'Events', {
      version,
      sizing: Sizing.DEVELOPMENT,
      controllers: { nodes: 1 },
      brokers: { nodes: 1, storage: Storage.persistent(Size.gibibytes(1)) },
    }));
    const controller = ground.pod('events-controller-9000');
    const broker = ground.pod('events-broker-0');
    for (const pod of [controller, broker]) {
      expect(await pod.prepare()).toMatchObject({ code: 0 });
      expect(await pod.probe('startupProbe')).toMatchObject({ code: 1 });
    }

    // A broker that finds no controller runs, but its port stays closed.
    broker.start();
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect(broker.running.hasEnded).toBe(false);
    expect((await broker.probe('startupProbe')).code).not.toBe(0);

    controller.start();
    await Promise.all([controller.started(), broker.started()]);
    for (const pod of [controller, broker]) {
      for (const probe of ['startupProbe', 'readinessProbe', 'livenessProbe'] as const) {
        const { code, milliseconds } = await pod.probe(probe);
        expect([pod.name, probe, code]).toEqual([pod.name, probe, 0]);
        expect(milliseconds).toBeLessThan(5_000);
      }
    }

    // Stopped, a process still accepts connections: its kernel does.
    const hanging = async (pod: LoopbackPod) => {
      pod.running.signal('SIGSTOP');
      const { code, milliseconds } = await pod.probe('readinessProbe');
      pod.running.signal('SIGCONT');
      return { code, milliseconds };
    };
    for (const { code, milliseconds } of await Promise.all([hanging(controller), hanging(broker)])) {
      expect(code).not.toBe(0);
      expect(code).not.toBeNull();
      expect(milliseconds).toBeGreaterThan(4_000);
      expect(milliseconds).toBeLessThan(10_000);
    }
    await Promise.all([controller.started(), broker.started()]);

    await broker.running.stop();
    await controller.running.stop();
    for (const pod of [controller, broker]) { expect(await pod.probe('livenessProbe')).toMatchObject({ code: 1 }); }
    // The broker told the others before it went, and said so to its last word.
    expect(broker.log).toMatch(/[Cc]ontrolled shutdown/);
    expect(broker.log).toMatch(/shut down completed/);
  });
});
