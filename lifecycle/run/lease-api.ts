import type { KubernetesClient } from '../clients/kubernetes/client';
import type { LeaseObject, LeaseSpec } from '../clients/kubernetes/objects';
import { LEASES } from '../clients/kubernetes/resource';

/** What is asked of the one Lease that counts. Each throws a `RequestFailure`: 409 if somebody was quicker, 404 if there is none any more. */
export interface LeaseApi {
  get(): Promise<LeaseObject | undefined>;
  /** Creates it, if nobody else has. */
  create(spec: LeaseSpec, fieldManager: string): Promise<LeaseObject>;
  /** Changes these fields, if it is still of this version. */
  patch(spec: LeaseSpec, resourceVersion: string): Promise<LeaseObject>;
}

/** @param timeoutMillis how long one request may take */
export function leaseApi(client: KubernetesClient, name: string, timeoutMillis = 5000): LeaseApi {
  return {
    get: async () => client.get(LEASES, name, { attempts: 1, timeoutMillis }),
    // Rights by name allow an object to be created only by applying it. Who holds it is a field of its own manager's: a second one that creates it meets a conflict.
    create: async (spec, fieldManager) => client.apply(LEASES, { metadata: { name }, spec }, { fieldManager, timeoutMillis }),
    patch: async (spec, resourceVersion) => client.patch(LEASES, name, { metadata: { resourceVersion }, spec }, { timeoutMillis }),
  };
}
