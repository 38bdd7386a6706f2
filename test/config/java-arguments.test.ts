import { renderArgumentFile } from '../../src/config/java-arguments';

test('an argument a line, plain where it can be', () => {
  expect(renderArgumentFile(['-Xmx512m', '-cp', '/opt/kafka/libs/*', 'kafka.Kafka'])).toBe('-Xmx512m\n-cp\n/opt/kafka/libs/*\nkafka.Kafka\n');
});

test('no argument, no line', () => {
  expect(renderArgumentFile([])).toBe('');
});

test.each([
  ['', '""'],
  ['-Da=b c', '"-Da=b c"'],
  ['-Da=#1', '"-Da=#1"'],
  ["it's", '"it\'s"'],
  ['say "x"', '"say \\"x\\""'],
  ['C:\\kafka', '"C:\\\\kafka"'],
  ['a\nb\rc\td\fe', '"a\\nb\\rc\\td\\fe"'],
])('%j is quoted', (arg, line) => {
  expect(renderArgumentFile([arg])).toBe(`${line}\n`);
});

test('a NUL character is refused, with its place', () => {
  expect(() => renderArgumentFile(['-Da=b', 'x\0y'])).toThrow('Java argument 2, "x\\u0000y", has a NUL character');
});
