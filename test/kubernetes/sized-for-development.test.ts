import { Sizing } from '../../src';
import { sizedForDevelopment } from '../../src/kubernetes/sized-for-development';

test.each<[Sizing | undefined, string, boolean]>([
  [undefined, '', false],
  [undefined, 'development', true],
  [undefined, 'production', false],
  [Sizing.PRODUCTION, 'development', false],
  [Sizing.DEVELOPMENT, 'production', true],
  [Sizing.DEVELOPMENT, '', true],
])('sizing %s, environment %j: development %s', (declared, environment, expected) => {
  expect(sizedForDevelopment(declared, environment)).toBe(expected);
});

test('an unknown sizing is refused', () => {
  expect(() => sizedForDevelopment(undefined, 'tiny')).toThrow("The environment variable CDK8S_KAFKA_SIZING is 'tiny'. Use 'development' or 'production', or leave it unset.");
});
