import fc from 'fast-check';
import { cpuQuantity, quantity, readableBytes } from '../../src/kubernetes/quantity';

test.each([
  [0, '0'],
  [1, '1'],
  [1000, '1000'],
  [1024, '1Ki'],
  [1536, '1536'],
  [512 * 1024 ** 2, '512Mi'],
  [1.5 * 1024 ** 3, '1536Mi'],
  [16 * 1024 ** 4, '16Ti'],
  [1024 ** 5, '1Pi'],
  [1024 ** 6, '1024Pi'],
])('%d bytes are %s', (bytes, expected) => {
  expect(quantity(bytes)).toBe(expected);
});

test('a quantity is exact', () => {
  const powers: Record<string, number> = { '': 0, 'Ki': 1, 'Mi': 2, 'Gi': 3, 'Ti': 4, 'Pi': 5 };
  fc.assert(fc.property(fc.nat(5000), fc.nat(4), (count, power) => {
    const [, number, unit] = /^(\d+)([KMGTP]i)?$/.exec(quantity(count * 1024 ** power)) ?? [];
    expect(Number(number) * 1024 ** powers[unit ?? '']).toBe(count * 1024 ** power);
  }));
});

test.each([[1, '1'], [16, '16'], [0.5, '500m'], [0.1, '100m'], [2.25, '2250m'], [0.0005, '1m']])('%d cores are %s', (cores, expected) => {
  expect(cpuQuantity(cores)).toBe(expected);
});

test.each([
  [0, '0 B'],
  [1023, '1023 B'],
  [1024, '1 KiB'],
  [1536 * 1024, '1.5 MiB'],
  [200 * 1024 ** 3, '200 GiB'],
  [16 * 1024 ** 4, '16 TiB'],
  [2048 * 1024 ** 5, '2048 PiB'],
])('%d bytes read as %s', (bytes, expected) => {
  expect(readableBytes(bytes)).toBe(expected);
});
