import { isObject, Json, JsonObject, objectAt, objectsAt, stringAt, stringsAt } from './manifest';

/** Whether a map of labels, as a Service has it, selects these labels. */
export function labelsMatch(wanted: JsonObject, labels: JsonObject): boolean {
  return Object.entries(wanted).every(([key, value]) => labels[key] === value);
}

/**
 * Whether a LabelSelector selects these labels. An absent one selects nothing, an empty one everything.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/
 */
export function selectorMatches(selector: Json | undefined, labels: JsonObject): boolean {
  if (!isObject(selector)) return false;
  return labelsMatch(objectAt(selector, 'matchLabels'), labels)
    && objectsAt(selector, 'matchExpressions').every((expression) => expressionMatches(expression, labels));
}

function expressionMatches(expression: JsonObject, labels: JsonObject): boolean {
  const label = stringAt(labels, stringAt(expression, 'key') ?? '');
  const values = stringsAt(expression, 'values');
  switch (stringAt(expression, 'operator')) {
    case 'In': return label !== undefined && values.includes(label);
    case 'NotIn': return label === undefined || !values.includes(label);
    case 'Exists': return label !== undefined;
    case 'DoesNotExist': return label === undefined;
    default: return false;
  }
}
