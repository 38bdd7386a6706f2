import { resourceRequirements } from '../../src/kubernetes/resource-requirements';

const GIB = 1024 ** 3;

test('memory is reserved and limited, the processor reserved only', () => {
  expect(resourceRequirements({ cpu: 2, memoryBytes: 8 * GIB })).toEqual({ requests: { cpu: '2', memory: '8Gi' }, limits: { memory: '8Gi' } });
});

test('the processor is limited where that is wanted', () => {
  expect(resourceRequirements({ cpu: 0.5, cpuLimit: 1.5, memoryBytes: GIB })).toEqual({ requests: { cpu: '500m', memory: '1Gi' }, limits: { cpu: '1500m', memory: '1Gi' } });
});
