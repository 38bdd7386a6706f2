import { fit, fitMembers, isPlain, shapeOf } from './fit';
import { Misfit } from './misfit';
import { CALLS, STRUCTS } from './shapes.generated';
import { describeFinding } from '../engine';

/**
 * Stops where a construct is declared with what the compiler would refuse: from JavaScript, or past the compiler. Without that, a text in the place of a list ends in
 * a TypeError somewhere, and a misspelt name does nothing at all. No model could be made of it, so all that is wrong is said here, at once.
 *
 * @param object the path of the construct
 * @param struct the name of the props' interface
 * @param derived whether the construct is of a class derived from the library's, which may have props of its own beside these
 * @returns a copy, without what counts as not given
 * @throws with everything that is wrong with `props`, as the validation words it
 */
export function checkProps<Props extends object>(object: string, struct: string, props: Props, derived = false): Props {
  const misfits: Misfit[] = [];
  const given = derived && isPlain(props) ? fitMembers(shapeOf(STRUCTS, struct), props, '', misfits) : fit(struct, props, '', misfits);
  if (fits<Props>(given, misfits)) { return given; }
  throw new Error(failure(object, misfits));
}

/**
 * The same for the arguments of a method.
 *
 * @param call the class and the method, joined by a dot
 * @param args the arguments by their names
 * @param path the path of the construct, unless the method is static
 */
export function checkArguments<Args extends Readonly<Record<string, unknown>>>(call: string, args: Args, path?: string): Args {
  const misfits: Misfit[] = [];
  const given = fitMembers(shapeOf(CALLS, call), args, '', misfits);
  if (fits<Args>(given, misfits)) { return given; }
  throw new Error(failure(path === undefined ? call : `${path}: ${call.slice(call.indexOf('.') + 1)}`, misfits));
}

function fits<T extends object>(given: unknown, misfits: readonly Misfit[]): given is T {
  return typeof given === 'object' && misfits.length === 0;
}

/** As cdk8s words what a validation has found. */
function failure(object: string, misfits: readonly Misfit[]): string {
  const lines = misfits.map(({ rule, ...violation }) => `  [${object}] ${describeFinding({ rule: rule.id, severity: rule.severity, object, ...violation })}`);
  return `Validation failed with the following errors:\n${lines.join('\n')}`;
}
