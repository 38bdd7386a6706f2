import { PodSecurityContext, SecurityContext } from './wire';

/**
 * What the restricted Pod Security Standard asks of a pod. The images' user is 1000 (`appuser`, `zookeeper`); the volumes get its group,
 * and a volume that has it already is not walked through again: that takes hours on a full one.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
 */
export const RESTRICTED_POD: PodSecurityContext = {
  runAsNonRoot: true,
  runAsUser: 1000,
  runAsGroup: 1000,
  fsGroup: 1000,
  fsGroupChangePolicy: 'OnRootMismatch',
  seccompProfile: { type: 'RuntimeDefault' },
};

/** What the restricted standard asks of a container, and a root file system that cannot be written to. */
export const RESTRICTED_CONTAINER: SecurityContext = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
};
