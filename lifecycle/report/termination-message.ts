import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { startOf } from './text-size';

/** More of it Kubernetes does not keep. */
const BYTES = 4096;

/**
 * Leaves the last words of the run in its pod's status, where `kubectl describe` shows them. Where there is no such file, for example outside a pod, nothing happens.
 *
 * @see https://kubernetes.io/docs/tasks/debug/debug-application/determine-reason-pod-failure/
 */
export function writeTerminationMessage(message: string, file = '/dev/termination-log'): void {
  try {
    // The file is there, or is not to be made.
    const opened = openSync(file, 'r+');
    ftruncateSync(opened);
    writeSync(opened, startOf(message, BYTES));
    closeSync(opened);
  } catch {
    // It is only one of the places where they are told.
  }
}
