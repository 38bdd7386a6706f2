import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { KEEP } from '../../kubernetes/node-set';
import { objectMetadata } from '../../kubernetes/object-metadata';
import { KafkaModel } from '../model';
import { selectorOf } from '../resolve';

/** As Service Binding wants it: https://servicebinding.io/spec/core/1.1.0/#provisioned-service. A Secret's type never changes. */
const SECRET_TYPE = 'servicebinding.io/kafka';

/**
 * A user's Secret, without `data`: what an apply does not name, it leaves as it is, so what a run has put there stays. It is never pruned: clients would lose their password.
 * @see https://kubernetes.io/docs/tasks/manage-kubernetes-objects/declarative-config/#merge-patch-calculation
 */
export function userSecret(scope: Construct, id: string, name: string, model: KafkaModel): ApiObject {
  return new ApiObject(scope, id, {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: objectMetadata(name, { ...model.labels, ...selectorOf(model), 'app.kubernetes.io/managed-by': 'cdk8s-kafka' }, { ...model.annotations, ...KEEP }),
    type: SECRET_TYPE,
  });
}
