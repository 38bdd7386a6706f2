import { Size } from 'cdk8s';
import { Storage } from '../../src';
import { declaredVolume } from '../../src/kubernetes/declared-volume';

const GIB = 1024 ** 3;

test('a persistent volume has a size and, if stated, a class', () => {
  expect(Storage.persistent(Size.gibibytes(10))._volumes).toEqual([{ kind: 'persistent', bytes: 10 * GIB }]);
  expect(Storage.persistent(Size.tebibytes(16), { storageClass: 'hdd' })._volumes).toEqual([{ kind: 'persistent', bytes: 16 * 1024 * GIB, storageClass: 'hdd' }]);
});

test('an ephemeral volume may have a limit', () => {
  expect(Storage.ephemeral()._volumes).toEqual([{ kind: 'ephemeral' }]);
  expect(Storage.ephemeral({ sizeLimit: Size.gibibytes(5) })._volumes).toEqual([{ kind: 'ephemeral', bytes: 5 * GIB }]);
});

test('several volumes keep their order', () => {
  const [ssd, hdd] = [Storage.persistent(Size.gibibytes(1), { storageClass: 'ssd' }), Storage.persistent(Size.gibibytes(2), { storageClass: 'hdd' })];
  expect(Storage.jbod([ssd, hdd])._volumes.map((v) => v.storageClass)).toEqual(['ssd', 'hdd']);
});

test('a list of no volume, or of lists, is refused', () => {
  const one = Storage.ephemeral();
  expect(() => Storage.jbod([])).toThrow("Storage.jbod: 'volumes' is an empty list. Give at least one volume.");
  expect(() => Storage.jbod([one, Storage.jbod([one, one])])).toThrow("Storage.jbod: 'volumes[1]' is itself a list of 2 volumes. Give them one by one.");
});

describe('sized for development', () => {
  test.each([[10 * GIB, GIB], [100 * GIB, GIB], [101 * GIB, 2 * GIB], [16 * 1024 * GIB, 164 * GIB]])('%d bytes are %d, of any class', (bytes, expected) => {
    expect(declaredVolume({ kind: 'persistent', bytes, storageClass: 'hdd' }, true)).toEqual({ kind: 'persistent', bytes: expected });
  });

  test('what has no size gets none', () => {
    expect(declaredVolume({ kind: 'ephemeral' }, true)).toEqual({ kind: 'ephemeral' });
  });

  test('nothing changes without it', () => {
    const volume = { kind: 'persistent', bytes: 10 * GIB, storageClass: 'hdd' } as const;
    expect(declaredVolume(volume, false)).toEqual(volume);
  });
});
