import { DISK_RATE, diskMarkChanges, diskMarkOf } from '../../../lifecycle/plan/moves/disks/disk-marks';

const CORDON = 'cordoned.log.dirs';
const emptied = (...paths: readonly string[]) => ({ mark: 'emptied' as const, bytesPerSecond: 5_000_000, emptied: paths });
const BALANCED = { mark: 'balanced' as const, bytesPerSecond: 5_000_000, emptied: [] };

test('whose a rate is shows by its last digits, whatever the rest of it', () => {
  const marks = ['4321', '52424322', '5000000', '(secret)'].map((rate) => diskMarkOf({ [DISK_RATE]: rate }));
  expect([diskMarkOf({}), ...marks]).toEqual([undefined, 'balanced', 'emptied', 'foreign', 'foreign']);
});

test('a disk is cordoned when it begins to be emptied, and is no longer when that ends', () => {
  expect(diskMarkChanges({}, emptied('/b', '/a'))).toEqual([{ key: CORDON, from: undefined, to: '/a,/b' }, { key: DISK_RATE, from: undefined, to: '5004322' }]);
  const set = { [CORDON]: '/a,/b', [DISK_RATE]: '5004322' };
  expect(diskMarkChanges(set, emptied('/b', '/a'))).toEqual([]);
  expect(diskMarkChanges(set, emptied('/b'))).toEqual([{ key: CORDON, from: '/a,/b', to: '/b' }]);
  expect(diskMarkChanges(set, undefined)).toEqual([{ key: CORDON, from: '/a,/b', to: undefined }, { key: DISK_RATE, from: '5004322', to: undefined }]);
  expect(diskMarkChanges(set, BALANCED)).toEqual([{ key: CORDON, from: '/a,/b', to: undefined }, { key: DISK_RATE, from: '5004322', to: '5004321' }]);
});

test('where Kafka does not take a cordon, it is not set again and again', () => {
  expect(diskMarkChanges({ [DISK_RATE]: '5004322' }, emptied('/a'))).toEqual([]);
  expect(diskMarkChanges({}, emptied())).toEqual([{ key: DISK_RATE, from: undefined, to: '5004322' }]);
});

test('what somebody else has set stays', () => {
  expect(diskMarkChanges({ [DISK_RATE]: '1000' }, emptied('/a'))).toEqual([]);
  expect(diskMarkChanges({ [DISK_RATE]: '1000' }, undefined)).toEqual([]);
  expect(diskMarkChanges({ [CORDON]: '/c' }, emptied('/a'))).toEqual([{ key: DISK_RATE, from: undefined, to: '5004322' }]);
  expect(diskMarkChanges({ [CORDON]: '/c', [DISK_RATE]: '5004321' }, undefined)).toEqual([{ key: DISK_RATE, from: '5004321', to: undefined }]);
});

test('another rate is another change', () => {
  expect(diskMarkChanges({ [DISK_RATE]: '5004321' }, { ...BALANCED, bytesPerSecond: 7_777_777 })).toEqual([{ key: DISK_RATE, from: '5004321', to: '7774321' }]);
});
