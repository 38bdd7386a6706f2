import { partitionLines, readPlacement } from '../../../lifecycle/rebalance/text-format';

const TWO_BROKERS = 'B 1 a 1000 0 0\nB 2 b 1000.5 1 0\n';
const read = (text: string) => readPlacement(Buffer.from(text));

test('reads brokers and partitions, and writes partitions as they were', () => {
  const partitions = 'P orders 0 585.8006591796875 1,2\nP orders 1 0 2\nP clicks 0 7 2,1\n';
  const placement = read(`# made by hand\n${TWO_BROKERS}\n${partitions}`);
  expect(placement.brokers).toEqual([
    { id: 1, rack: 'a', capacity: 1000, added: false, leaves: false }, { id: 2, rack: 'b', capacity: 1000.5, added: true, leaves: false },
  ]);
  expect(placement.topics).toEqual(['orders', 'clicks']);
  expect([...partitionLines(placement)].join('')).toBe(partitions);
});

test('blanks before a line are nothing', () => {
  expect([...partitionLines(read('  B 1 a 5 0 0\n P t 0 1 1\n'))]).toEqual(['P t 0 1 1\n']);
});

test('lines may end as on Windows, and the last one without an end', () => {
  expect([...partitionLines(read(`${TWO_BROKERS}P t 0 1 1`.replaceAll('\n', '\r\n')))]).toEqual(['P t 0 1 1\n']);
});

test.each([
  ['', "There is no broker: a line 'B <id> <rack> <capacity> <added> <drained>' tells of each."],
  ['B 1 a 1000 0', "Line 1: a broker has 5 values, 'B <id> <rack> <capacity> <added> <drained>', and here are 4."],
  ['B x a 1000 0 0', "Line 1: the id of a broker is 'x', and must be a whole number."],
  ['B 1 a 0 0 0', 'Line 1: the capacity of broker 1 is 0.'],
  ['B 1 a -5 0 0', "Line 1: the capacity of a broker is '-5', and must be a number of 0 or more."],
  ['B 1 a 5 yes 0', "Line 1: whether it was added is 'yes', and must be 0 or 1."],
  ['B 1 a 5 0 0\nB 1 b 5 0 0', 'Line 2: broker 1 is there twice.'],
  [`${TWO_BROKERS}P t 0 1`, "Line 3: a partition has 4 values, 'P <topic> <partition> <size> <replicas>', and here are 3."],
  [`${TWO_BROKERS}P t 0 1e999 1`, "Line 3: the size of a partition is '1e999', and must be a number of 0 or more."],
  [`${TWO_BROKERS}P t 0 1 3`, 'Line 3: t-0 has a replica on broker 3, of which no line tells before.'],
  [`${TWO_BROKERS}P t 0 1 1,1`, 'Line 3: t-0 has two replicas on broker 1.'],
  [`${TWO_BROKERS}P t 0 1 1,`, "Line 3: a replica is '', and must be a whole number."],
  [`${TWO_BROKERS}P t 0 1 1\nP t 0 2 2`, 'Line 4: partition t-0 is there twice.'],
  ['{"version":1}', "Line 1: it begins with '{\"version\":1}', and only B (a broker) and P (a partition) are known."],
])('%j is refused', (text, message) => {
  expect(() => read(text)).toThrow(message);
});
