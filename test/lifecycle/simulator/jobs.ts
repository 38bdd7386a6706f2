import type { Version } from './scenario';
import { SimulatedLease } from './simulated-lease';
import { SimulatedProcess } from './simulated-process';
import { SimulatedWorld } from './simulated-world';
import type { Simulation } from './simulation';
import { converge } from '../../../lifecycle/run/converge';
import { KeptLease } from '../../../lifecycle/run/kept-lease';
import { RunLease } from '../../../lifecycle/run/lease';
import { Decide, plannerOf } from '../../../lifecycle/run/planner';
import { unitsOf } from '../../../lifecycle/run/unit';
import type { World } from '../../../lifecycle/run/world';

interface Job {
  readonly name: string;
  readonly version: Version;
  attempts: number;
  process?: SimulatedProcess;
  ended: boolean;
}

/** What runs of the program the tests want to see: as it is, or with a part of it broken. */
export interface Program {
  readonly decide: Decide;
  readonly wrap: (world: World) => World;
}

/** Jobs as Kubernetes runs them, each with one process of the program at a time. */
export class SimulatedJobs {
  /** How the processes have ended, in that order: `job-0: 1`, `job-0: killed`. */
  public readonly exits: string[] = [];
  /** Whether a run of the newest version has said that all is as desired. */
  public converged = false;
  private readonly jobs: Job[] = [];

  constructor(private readonly simulation: Simulation, private readonly program: Program) {}

  /** Those that have not ended. */
  public get running(): readonly string[] { return this.jobs.filter((j) => !j.ended).map((j) => j.name); }

  public hasStarted(version: Version): boolean { return this.jobs.some((j) => j.version === version); }

  /** The first process that runs. */
  public get process(): SimulatedProcess | undefined { return this.jobs.find((j) => j.process)?.process; }

  public start(version: Version, kind: string): void {
    const job: Job = { name: `${kind}-${this.jobs.length}`, version, attempts: 0, ended: false };
    this.jobs.push(job);
    this.startProcess(job);
  }

  public kill(): void {
    const job = this.jobs.find((j) => j.process);
    if (!job?.process) { return; }
    this.simulation.chronicle.tell('fault', () => `${job.process?.name} is killed`);
    job.process.killed = true;
    job.process = undefined;
    this.exits.push(`${job.name}: killed`);
    this.again(job);
  }

  private startProcess(job: Job): void {
    const { simulation } = this;
    const { deadlineSeconds } = simulation.scenario;
    const process = new SimulatedProcess(simulation, `${job.name}.${++job.attempts}`);
    job.process = process;
    simulation.chronicle.tell(process.name, () => 'starts');
    if (deadlineSeconds !== undefined) {
      simulation.timeline.in(deadlineSeconds * 1000, () => { process.tellToStop(`the deadline of ${deadlineSeconds} s is over`); });
    }
    this.work(job, process).catch((error: unknown) => {
      simulation.judge.broken('the program does not fail by itself', error instanceof Error ? error.stack ?? error.message : String(error), true);
    });
  }

  /** What main does. */
  private async work(job: Job, process: SimulatedProcess): Promise<void> {
    const { simulation, program } = this;
    const { state } = job.version;
    const lease = new RunLease(new SimulatedLease(simulation, process), { name: 'lifecycle', holder: process.name, time: process });
    const kept = new KeptLease(lease, process);
    const end = new AbortController();
    const keeping = kept.keep(end.signal);
    const world = program.wrap(new SimulatedWorld(simulation, process, kept, state.name));
    const { code } = await converge(unitsOf(state), state.policy, plannerOf(state.policy, program.decide), world);
    end.abort();
    await keeping;
    this.ended(job, process, code);
  }

  private ended(job: Job, process: SimulatedProcess, code: number): void {
    const { simulation } = this;
    simulation.chronicle.tell(process.name, () => `ends with ${code}`);
    this.exits.push(`${job.name}: ${code}`);
    job.process = undefined;
    if (code === 0 && job.version.state.name === simulation.newestState()) { this.converged = true; }
    // What never heals is not tried for ever.
    job.ended = code === 0 || code === 3 || (simulation.scenario.hopeless && job.attempts >= 2);
    if (!job.ended) { this.again(job); }
  }

  /** Kubernetes, or somebody on call, starts it again. */
  private again(job: Job): void {
    this.simulation.timeline.in(Math.min(360_000, 10_000 * 2 ** Math.min(job.attempts - 1, 6)), () => { this.startProcess(job); });
  }
}
