import { Storage } from './storage';

/**
 * Stops where no storage is stated, or something else than a storage. The compiler finds that in TypeScript; from JavaScript a node would silently get volumes of
 * a default size.
 *
 * @throws if `storage` was not made by `Storage`
 */
export function requireStorage(property: string, storage: unknown): asserts storage is Storage {
  // Not `instanceof`: an app may have two copies of the library.
  if (typeof storage !== 'object' || storage === null || !('_volumes' in storage)) {
    const is = storage === undefined || storage === null ? 'missing' : 'not a Storage';
    throw new Error(`${property} is ${is}. State it by Storage.persistent(Size.gibibytes(…)), Storage.jbod([…]) or, for development, Storage.ephemeral().`);
  }
}
