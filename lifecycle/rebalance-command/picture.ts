import { Layout } from '../rebalance/layout';
import { Placement } from '../rebalance/placement';
import { RebalancePlan } from '../rebalance/plan-rebalance';

const [LABEL, WIDTH, ROW, GAP, TOP] = [150, 600, 22, 8, 56];
/** Right of the bars, for their numbers. */
const NUMBERS = 110;

/**
 * A plan as a picture (SVG): for each broker, rack by rack, how full it is and would be, of what its disks hold, with a mark where its share is.
 *
 * @param words how an amount of bytes is written
 */
export function picture(before: Placement, { placement: after, targets }: RebalancePlan, words: (bytes: number) => string): string {
  const [was, willBe] = [new Layout(before, before), new Layout(after, before)];
  const { brokers } = before;
  const order = [...brokers.keys()].sort((a, b) => compare(brokers[a].rack, brokers[b].rack) || brokers[a].id - brokers[b].id);
  const most = order.reduce((m, b) => Math.max(m, share(was, b), share(willBe, b)), Number.MIN_VALUE);
  const x = (fraction: number) => round(LABEL + WIDTH * fraction / most);
  const rows = order.map((b, i) => {
    const { id, rack, capacity, added, leaves } = brokers[b];
    const y = TOP + i * (ROW + GAP);
    const bar = (layout: Layout, top: number, name: string, colour: string) => [
      `<rect x="${LABEL}" y="${top}" width="${round(x(share(layout, b)) - LABEL)}" height="${ROW / 2 - 1}" fill="${colour}">`,
      `<title>${name}: ${escape(words(layout.bytes[b]))}, ${percent(share(layout, b))} of its disks, ${layout.count[b]} replicas, ${layout.leads[b]} leaders</title></rect>`,
    ].join('');
    const label = `broker ${id}${rack === undefined ? '' : ` (${rack})`}${leaves ? ', leaves' : added ? ', added' : ''}`;
    const target = x(targets.bytes[b] / capacity);
    return [
      `<text x="${LABEL - 8}" y="${y + ROW / 2 + 4}" text-anchor="end">${escape(label)}</text>`,
      bar(was, y, 'before', '#b0b8c4'),
      bar(willBe, y + ROW / 2, 'after', '#2f6fde'),
      ...leaves ? [] : [`<line x1="${target}" x2="${target}" y1="${y - 2}" y2="${y + ROW + 2}" stroke="#c2410c"><title>its share</title></line>`],
      `<text x="${LABEL + WIDTH + 8}" y="${y + ROW / 2 + 4}">${percent(share(was, b))} → ${percent(share(willBe, b))}</text>`,
    ].join('\n');
  });
  const height = TOP + order.length * (ROW + GAP) + GAP;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${LABEL + WIDTH + NUMBERS}" height="${height}" font-family="sans-serif" font-size="12" role="img">`,
    '<title>How full brokers are, and would be</title>',
    '<rect width="100%" height="100%" fill="#ffffff"/>',
    '<text x="8" y="22" font-size="15">How full brokers are, of what their disks hold</text>',
    '<rect x="8" y="32" width="12" height="10" fill="#b0b8c4"/><text x="26" y="41">before</text>',
    '<rect x="88" y="32" width="12" height="10" fill="#2f6fde"/><text x="106" y="41">after</text>',
    '<line x1="166" x2="166" y1="30" y2="44" stroke="#c2410c"/><text x="174" y="41">its share</text>',
    ...rows,
    '</svg>',
    '',
  ].join('\n');
}

function share(layout: Layout, b: number): number { return layout.bytes[b] / layout.placement.brokers[b].capacity; }

function compare(a = '', b = ''): number { return a < b ? -1 : a > b ? 1 : 0; }

function round(pixels: number): number { return Math.round(pixels * 10) / 10; }

function percent(fraction: number): string { return `${Math.round(100 * fraction)} %`; }

function escape(text: string): string { return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;'); }
