import type { MayAct } from '../../../lifecycle/act/lease-lost';

/** The lease is held. */
export const HELD: MayAct = async () => true;
