import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { NodeLabels } from './node-set';
import { objectMetadata } from './object-metadata';
import { PodDisruptionBudgetSpec } from './wire';

export interface DisruptionBudgetModel {
  readonly name: string;
  readonly labels: NodeLabels;
  readonly annotations: NodeLabels;
  readonly selector: NodeLabels;
}

/**
 * At most one pod of the selector may be away by a voluntary disruption, such as a Kubernetes node that is drained.
 * @see https://kubernetes.io/docs/tasks/run-application/configure-pdb/
 */
export function disruptionBudget(scope: Construct, id: string, model: DisruptionBudgetModel): ApiObject {
  const spec: PodDisruptionBudgetSpec = { maxUnavailable: 1, selector: { matchLabels: model.selector } };
  return new ApiObject(scope, id, {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: objectMetadata(model.name, model.labels, model.annotations),
    spec,
  });
}
