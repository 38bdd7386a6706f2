import { makeCommand, makeProgram } from '../tools/lifecycle-program/make';

/** Before all tests: the program that a KafkaLifecycleJob puts into its manifests, and the command, are those of these sources. */
export default function (): void {
  makeProgram();
  makeCommand();
}
