import { Size } from 'cdk8s';
import { Storage } from '../../src';
import { requireStorage } from '../../src/kubernetes/require-storage';

test.each([[undefined, 'missing'], [null, 'missing'], ['100Gi', 'not a Storage'], [Size.tebibytes(1), 'not a Storage'], [{ size: '1Ti' }, 'not a Storage']])(
  'a storage that is %p is refused by name', (storage, is) => {
    expect(() => requireStorage('streaming/Events: brokers.storage', storage)).toThrow(`streaming/Events: brokers.storage is ${is}. State it by Storage.persistent(`);
  },
);

test.each([Storage.ephemeral(), Storage.persistent(Size.gibibytes(1)), Storage.jbod([Storage.ephemeral()])])('every kind of storage passes', (storage) => {
  expect(() => requireStorage('storage', storage)).not.toThrow();
});

test('what is no size is refused where it is given', () => {
  expect(() => Storage.persistent('16Ti' as unknown as Size)).toThrow('A size is "16Ti". State it as a Size of cdk8s, for example Size.gibibytes(8).');
  expect(() => Storage.persistent(undefined as unknown as Size)).toThrow("Storage.persistent: 'size' is missing.");
});
