import type { k8s } from 'cdk8s-plus-28';

/** Members whose name on the wire differs from the generated types' camel case. */
interface WireNames {
  clusterIp: 'clusterIP';
  loadBalancerIp: 'loadBalancerIP';
  hostIp: 'hostIP';
}

type WireName<K> = K extends keyof WireNames ? WireNames[K] : K;

/**
 * The form in which Kubernetes reads and writes the type `T` of cdk8s-plus-28's generated API.
 *
 * Manifests are written as plain objects of these types: misspelt fields are found by the compiler, JSON patches of users
 * lose nothing (the generated `KubeX` classes convert after patching and drop what they do not know), and nothing of
 * cdk8s-plus-28 has to be loaded when an app runs.
 */
export type Wire<T> =
  // `Quantity` and `IntOrString` are the same type to the compiler; both are a string or a number on the wire.
  T extends k8s.Quantity ? (k8s.Quantity extends T ? string | number : WireObject<T>)
    : T extends Date ? string
      : T extends readonly (infer U)[] ? readonly Wire<U>[]
        : T extends object ? WireObject<T>
          : T;

type WireObject<T> = { readonly [K in keyof T as WireName<K>]: Wire<T[K]> };

export type StatefulSetSpec = Wire<k8s.StatefulSetSpec>;
export type PodSpec = Wire<k8s.PodSpec>;
export type Container = Wire<k8s.Container>;
export type ContainerPort = Wire<k8s.ContainerPort>;
export type Probe = Wire<k8s.Probe>;
export type VolumeMount = Wire<k8s.VolumeMount>;
export type EnvVar = Wire<k8s.EnvVar>;
export type Affinity = Wire<k8s.Affinity>;
export type TopologySpreadConstraint = Wire<k8s.TopologySpreadConstraint>;
export type ResourceRequirements = Wire<k8s.ResourceRequirements>;
export type SecurityContext = Wire<k8s.SecurityContext>;
export type PodSecurityContext = Wire<k8s.PodSecurityContext>;
export type ServiceSpec = Wire<k8s.ServiceSpec>;
export type Volume = Wire<k8s.Volume>;
export type ServicePort = Wire<k8s.ServicePort>;
export type PersistentVolumeClaimSpec = Wire<k8s.PersistentVolumeClaimSpec>;
export type PodDisruptionBudgetSpec = Wire<k8s.PodDisruptionBudgetSpec>;
export type NetworkPolicySpec = Wire<k8s.NetworkPolicySpec>;
export type JobSpec = Wire<k8s.JobSpec>;
export type CronJobSpec = Wire<k8s.CronJobSpec>;
export type PolicyRule = Wire<k8s.PolicyRule>;
