import { child, Finding } from './finding';
import { Json, JsonObject, listAt, Manifest, numberAt, objectAt, objectsAt, stringAt } from './manifest';
import { Container, containersOf, handlersOf, PodTemplate, podTemplates, specPath } from './pod-template';

/**
 * The restricted profile of the Pod Security Standards, with all controls of the baseline profile that it includes.
 * Where Kubernetes versions from 1.28 on differ, the strictest holds: a manifest must pass on each of them. So `image` volumes
 * (allowed in later versions), later sysctls and `container_engine_t` are refused, hosts in probes (refused from 1.34) too, and nothing is
 * relaxed for pods in a user namespace or for Windows.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 * @see k8s.io/pod-security-admission, policy/check_*.go
 */
export function podSecurityFindings(manifests: readonly Manifest[]): Finding[] {
  return podTemplates(manifests).flatMap((template) => {
    const { object } = template;
    return [...podProblems(template), ...containersOf(template).flatMap((container) => containerProblems(container, template))]
      .map(([path, problem]) => ({ object, path, problem: `restricted Pod Security: ${problem}` }));
  });
}

type Problem = readonly [path: string, problem: string];

/** Controls that hold for the pod's own and for each container's security context. */
function contextProblems(context: JsonObject, path: string): Problem[] {
  const problems: Problem[] = [];
  const allow = (keys: readonly string[], value: Json | undefined, allowed: readonly Json[]) => {
    if (value !== undefined && !allowed.includes(value)) {
      problems.push([keys.reduce<string>(child, path), `may not be ${JSON.stringify(value)}, only absent or ${JSON.stringify(allowed)}`]);
    }
  };
  allow(['windowsOptions', 'hostProcess'], objectAt(context, 'windowsOptions').hostProcess, [false]);
  const seLinux = objectAt(context, 'seLinuxOptions');
  allow(['seLinuxOptions', 'type'], seLinux.type, ['', 'container_t', 'container_init_t', 'container_kvm_t']);
  allow(['seLinuxOptions', 'user'], seLinux.user, ['']);
  allow(['seLinuxOptions', 'role'], seLinux.role, ['']);
  allow(['appArmorProfile', 'type'], objectAt(context, 'appArmorProfile').type, ['RuntimeDefault', 'Localhost']);
  allow(['seccompProfile', 'type'], objectAt(context, 'seccompProfile').type, SECCOMP_PROFILES);
  allow(['runAsNonRoot'], context.runAsNonRoot, [true]);
  if (numberAt(context, 'runAsUser') === 0) problems.push([child(path, 'runAsUser'), 'may not be 0 (root)']);
  return problems;
}

const SECCOMP_PROFILES: readonly string[] = ['RuntimeDefault', 'Localhost'];

/** Those that Kubernetes 1.28 allows: later versions allow more. */
const SYSCTLS: readonly string[] = [
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ping_group_range',
  'net.ipv4.tcp_syncookies',
];

const VOLUME_TYPES: readonly string[] = [
  'configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'persistentVolumeClaim', 'projected', 'secret',
];

function podProblems(template: PodTemplate): Problem[] {
  const { spec, metadata } = template;
  const path = specPath(template);
  const context = objectAt(spec, 'securityContext');
  const problems = contextProblems(context, child(path, 'securityContext'));

  for (const key of ['hostNetwork', 'hostPID', 'hostIPC']) {
    if (spec[key] !== undefined && spec[key] !== false) problems.push([child(path, key), 'the host\'s namespaces are forbidden']);
  }
  objectsAt(context, 'sysctls').forEach((sysctl, index) => {
    const name = stringAt(sysctl, 'name') ?? '';
    if (!SYSCTLS.includes(name)) problems.push([child(`${path}.securityContext.sysctls`, index), `sysctl ${name} is not among the safe ones`]);
  });
  objectsAt(spec, 'volumes').forEach((volume, index) => {
    // One without a type is an emptyDir.
    const types = Object.keys(volume).filter((key) => key !== 'name');
    if (types.some((type) => !VOLUME_TYPES.includes(type))) {
      problems.push([child(`${path}.volumes`, index), `volume type ${types.join(', ')} is not one of ${VOLUME_TYPES.join(', ')}`]);
    }
  });
  const annotations = objectAt(metadata, 'annotations');
  for (const [key, value] of Object.entries(annotations)) {
    const allowed = value === '' || value === 'runtime/default' || (typeof value === 'string' && value.startsWith('localhost/'));
    if (key.startsWith('container.apparmor.security.beta.kubernetes.io/') && !allowed) {
      problems.push([child(child(child(template.path, 'metadata'), 'annotations'), key), `AppArmor profile ${JSON.stringify(value)} is not allowed`]);
    }
  }
  return problems;
}

function containerProblems(each: Container, template: PodTemplate): Problem[] {
  const { container } = each;
  const path = child(each.path, 'securityContext');
  const context = objectAt(container, 'securityContext');
  const podContext = objectAt(template.spec, 'securityContext');
  const problems = contextProblems(context, path);

  if (context.privileged !== undefined && context.privileged !== false) problems.push([child(path, 'privileged'), 'privileged is forbidden']);
  if (context.procMount !== undefined && context.procMount !== 'Default') problems.push([child(path, 'procMount'), 'only "Default" is allowed']);
  if (context.allowPrivilegeEscalation !== false) problems.push([child(path, 'allowPrivilegeEscalation'), 'must be false']);

  const capabilities = objectAt(context, 'capabilities');
  if (!listAt(capabilities, 'drop').includes('ALL')) problems.push([`${path}.capabilities.drop`, 'must include "ALL"']);
  const added = listAt(capabilities, 'add').filter((capability) => capability !== 'NET_BIND_SERVICE');
  if (added.length > 0) problems.push([`${path}.capabilities.add`, `may add NET_BIND_SERVICE only, not ${added.join(', ')}`]);

  if (context.runAsNonRoot === undefined && podContext.runAsNonRoot !== true) {
    problems.push([child(path, 'runAsNonRoot'), 'must be true here or for the pod']);
  }
  const podProfile = stringAt(objectAt(podContext, 'seccompProfile'), 'type') ?? '';
  if (context.seccompProfile === undefined && !SECCOMP_PROFILES.includes(podProfile)) {
    problems.push([child(path, 'seccompProfile'), `must be one of ${SECCOMP_PROFILES.join(', ')} here or for the pod`]);
  }
  objectsAt(container, 'ports').forEach((port, index) => {
    if (port.hostPort !== undefined && port.hostPort !== 0) {
      problems.push([child(child(each.path, 'ports'), index), `host port ${JSON.stringify(port.hostPort)} is forbidden`]);
    }
  });
  for (const handler of handlersOf(each)) {
    for (const way of ['httpGet', 'tcpSocket']) {
      const host = objectAt(handler.handler, way).host;
      if (host !== undefined && host !== '') problems.push([`${handler.path}.${way}.host`, 'a host other than the pod is forbidden']);
    }
  }
  return problems;
}
