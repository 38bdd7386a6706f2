/** What is wrong with one place of one manifest. */
export interface Finding {
  /** `Kind namespace/name` */
  readonly object: string;
  /** Where in the object, like `spec.template.spec.containers[0].image`. */
  readonly path: string;
  readonly problem: string;
}

/** `a.b`, `a[0]`, and `a["x.y/z"]` for keys that a dot would tear apart. */
export function child(path: string, key: string | number): string {
  if (typeof key === 'number') return `${path}[${key}]`;
  if (!/^[A-Za-z_$][\w$-]*$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === '' ? key : `${path}.${key}`;
}
