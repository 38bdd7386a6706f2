import { makeProgram } from '../tools/lifecycle-program/make';

/** Before all tests: the program that a KafkaLifecycleJob puts into its manifests is that of these sources. */
export default function (): void {
  makeProgram();
}
