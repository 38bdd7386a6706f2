import type { SimulatedProcess } from './simulated-process';
import type { Simulation } from './simulation';
import type { LeaseObject, LeaseSpec } from '../../../lifecycle/clients/kubernetes/objects';
import { RequestFailure } from '../../../lifecycle/clients/kubernetes/request-failure';
import type { LeaseApi } from '../../../lifecycle/run/lease-api';

/** The API of the one Lease, as a process of the program sees it. */
export class SimulatedLease implements LeaseApi {
  constructor(private readonly simulation: Simulation, private readonly process: SimulatedProcess) {}

  public async get(): Promise<LeaseObject | undefined> {
    await this.process.pause(this.simulation.latency());
    this.simulation.needApi();
    return this.simulation.lease;
  }

  public async create(spec: LeaseSpec): Promise<LeaseObject> {
    return this.write(() => this.simulation.lease === undefined, spec);
  }

  public async patch(spec: LeaseSpec, resourceVersion: string): Promise<LeaseObject> {
    return this.write(() => this.simulation.lease?.metadata.resourceVersion === resourceVersion, spec);
  }

  private async write(may: () => boolean, spec: LeaseSpec): Promise<LeaseObject> {
    const { simulation, process } = this;
    // What is on its way arrives, whatever becomes of the process.
    await simulation.timeline.pause(simulation.latency());
    simulation.needApi();
    if (simulation.isLost()) { throw new Error('socket hang up'); }
    if (!may()) { throw new RequestFailure('the Lease has changed', false, { status: 409, reason: 'Conflict', message: '', causes: [] }); }
    const before = simulation.lease;
    const version = Number(before?.metadata.resourceVersion ?? 0) + 1;
    const written = { metadata: { name: 'lifecycle', uid: 'lease', resourceVersion: String(version) }, spec: { ...before?.spec, ...spec } };
    simulation.lease = written;
    const [was, is] = [before?.spec?.holderIdentity, spec.holderIdentity];
    if (was !== is) { simulation.chronicle.tell('lease', () => `held by ${is || 'nobody'}`); }
    await process.pause(simulation.latency());
    if (simulation.isLost()) { throw new Error('socket hang up'); }
    return written;
  }
}
