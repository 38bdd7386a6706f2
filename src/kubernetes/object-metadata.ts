import { NodeLabels } from './node-set';

export interface ObjectMetadata {
  readonly name: string;
  readonly labels: { [name: string]: string };
  readonly annotations?: { [name: string]: string };
}

/** The metadata of an object whose name never changes. */
export function objectMetadata(name: string, labels: NodeLabels, annotations: NodeLabels): ObjectMetadata {
  return { name, labels: { ...labels }, ...(Object.keys(annotations).length === 0 ? {} : { annotations: { ...annotations } }) };
}
