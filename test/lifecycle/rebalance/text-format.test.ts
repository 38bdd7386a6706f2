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

test('reads the disks of brokers, and on which of them replicas are', () => {
  const partitions = 'P orders 0 5 1,2 disks=/b,-\nP orders 1 5 2\nP orders 2 5 2,1 disks=-,/a\n';
  const placement = read(`B 1 a 30 0 0\nD 1 /a 10 0 1\nD 1 /b 20.5 1 0\nB 2 b 10 0 0\n${partitions}`);
  expect(placement.disks?.of).toEqual([[{ path: '/a', capacity: 10, lost: false, leaves: true }, { path: '/b', capacity: 20.5, lost: true, leaves: false }], []]);
  expect([...placement.disks?.at ?? []]).toEqual([1, -1, -1, -1, 0]);
  expect([...partitionLines(placement, placement.disks)].join('')).toBe(partitions);
});

test('blanks before a line are nothing', () => {
  expect([...partitionLines(read('  B 1 a 5 0 0\n P t 0 1 1\n'))]).toEqual(['P t 0 1 1\n']);
});

test('lines may end as on Windows, and the last one without an end', () => {
  expect([...partitionLines(read(`${TWO_BROKERS}P t 0 1 1`.replaceAll('\n', '\r\n')))]).toEqual(['P t 0 1 1\n']);
});

test('rates of partitions are read and written; those that are left out are 0', () => {
  const rated = 'P orders 0 5 1,2 in=100.5 out=3e-7\n';
  const placement = read(`${TWO_BROKERS}${rated}P orders 1 5 2 out=7\nP clicks 0 7 2,1\n`);
  expect(placement.rates).toEqual({ in: Float64Array.of(100.5, 0, 0), out: Float64Array.of(3e-7, 7, 0) });
  expect([...partitionLines(placement)].join('')).toBe(`${rated}P orders 1 5 2 in=0 out=7\nP clicks 0 7 2,1 in=0 out=0\n`);
  expect(read(`${TWO_BROKERS}P orders 0 5 1,2`).rates).toBeUndefined();
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
  [`${TWO_BROKERS}D 3 /a 5 0 0`, 'Line 3: it is of broker 3, of which no line tells before.'],
  [`${TWO_BROKERS}D 1 /a 5 0`, "Line 3: a disk has 5 values, 'D <broker id> <disk> <capacity> <lost> <drained>', and here are 4."],
  [`${TWO_BROKERS}D 1 /a 0 0 0`, 'Line 3: the capacity of /a is 0.'],
  [`${TWO_BROKERS}D 1 /a 5 0 0\nD 1 /a 5 0 0`, 'Line 4: broker 1 has the disk /a twice.'],
  [`${TWO_BROKERS}P t 0 1 1\nD 1 /a 5 0 0`, 'Line 4: disks come before partitions.'],
  [`${TWO_BROKERS}D 1 /a 5 0 0\nP t 0 1 1 disks=/b`, 'Line 4: t-0 is on /b of broker 1, of which no line tells before.'],
  [`${TWO_BROKERS}D 1 /a 5 0 0\nP t 0 1 1,2 disks=/a`, 'Line 4: t-0 has 2 replicas, and 1 disks.'],
  [`${TWO_BROKERS}P t 0 1 1 in=-5`, "Line 3: what is written to t-0 is '-5', and must be a number of 0 or more."],
  [`${TWO_BROKERS}P t 0 1 1 out=fast`, "Line 3: what is read from t-0 is 'fast', and must be a number of 0 or more."],
  [`${TWO_BROKERS}P t 0 1 1 in=1 in=2`, "Line 3: 'in=' is there twice."],
  [`${TWO_BROKERS}P t 0 1 1 in=`, "Line 3: 'in=' has no value."],
  [`${TWO_BROKERS}P t 0 1 1 rate=5`, "Line 3: 'rate=5' is no field of a partition: disks=…, in=…, out=… are."],
  ['{"version":1}', "Line 1: it begins with '{\"version\":1}', and only B (a broker), D (one of its disks) and P (a partition) are known."],
])('%j is refused', (text, message) => {
  expect(() => read(text)).toThrow(message);
});
