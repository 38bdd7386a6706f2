import { MadeOf } from '../observation';

const NOT_SET = '(not set)';

/** Why a pod must be restarted: what it is made of against what it would be made of now, one change each. Never empty. */
export function reasonsToRestart(pod: MadeOf, template: MadeOf): readonly string[] {
  const reasons = [
    ...(pod.image === template.image ? [] : [`image: ${pod.image} -> ${template.image}`]),
    ...differences(pod.resources, template.resources),
  ];
  if (pod.start && template.start) {
    reasons.push(...differences(pod.start.settings, template.start.settings), ...argumentChanges(pod.start.jvm, template.start.jvm));
    if (pod.start.logging !== template.start.logging) { reasons.push('logging configuration'); }
    if (pod.start.scripts !== template.start.scripts) { reasons.push('scripts of the pod'); }
  }
  return reasons.length > 0 ? reasons : ['pod template, in fields that are not listed one by one'];
}

function differences(from: Readonly<Record<string, string>>, to: Readonly<Record<string, string>>): string[] {
  return [...new Set([...Object.keys(from), ...Object.keys(to)])].sort()
    .filter((key) => from[key] !== to[key])
    .map((key) => `${key}: ${from[key] ?? NOT_SET} -> ${to[key] ?? NOT_SET}`);
}

function argumentChanges(from: readonly string[], to: readonly string[]): string[] {
  return [
    ...from.filter((argument) => !to.includes(argument)).map((argument) => `JVM without ${argument}`),
    ...to.filter((argument) => !from.includes(argument)).map((argument) => `JVM with ${argument}`),
  ];
}
