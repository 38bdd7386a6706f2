/**
 * Cron expressions as Kubernetes takes them (`ParseStandard` of github.com/robfig/cron): five fields, or a descriptor. Says what is wrong in words that continue "it …", or
 * nothing.
 */
export function cronProblem(expression: string): string | undefined {
  const words = expression.trim().split(/\s+/);
  if (expression.trim() === '') { return 'is empty'; }
  if (/^(CRON_)?TZ=/.test(expression)) { return 'names a time zone, which Kubernetes refuses there'; }
  if (expression.startsWith('@')) { return descriptorProblem(words); }
  if (words.length !== FIELDS.length) { return `has ${words.length} ${words.length === 1 ? 'field' : 'fields'} instead of five: minute, hour, day of the month, month, day of the week`; }
  for (const [i, field] of FIELDS.entries()) {
    const problem = fieldProblem(field, words[i]);
    if (problem) { return problem; }
  }
  return neverComes(words);
}

/** Days of the month and days of the week are alternatives, unless one of them is any day; every second one is not any (`getRange` of robfig/cron). */
function neverComes([, , day, month, weekday]: readonly string[]): string | undefined {
  const anyWeekday = weekday.split(',').some((part) => /^[*?](\/1)?$/.test(part));
  if (/^[*?]/.test(day) || /^[*?]/.test(month) || !anyWeekday) { return undefined; }
  const [days, months] = [numbersIn(FIELDS[2], day), numbersIn(FIELDS[3], month)];
  if (months.some((m) => days.some((d) => d <= LONGEST_MONTHS[m - 1]))) { return undefined; }
  return `names the day of the month '${day}' in month '${month}', which never comes`;
}

const LONGEST_MONTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** All that the parts of a field may be; steps leave some of it out, but never the first. */
function numbersIn(field: Field, text: string): number[] {
  return text.split(',').flatMap((part) => {
    const [from, to] = part.split('/')[0].split('-');
    const begin = numberOf(field, from) ?? field.min;
    const end = to !== undefined ? numberOf(field, to) ?? begin : part.includes('/') ? field.max : begin;
    return Array.from({ length: end - begin + 1 }, (_, i) => begin + i);
  });
}

const DESCRIPTORS: ReadonlySet<string> = new Set(['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly']);

/** A duration of Go. */
const DURATION = /^(\d+(\.\d+)?(h|m|s|ms))+$/;

function descriptorProblem(words: readonly string[]): string | undefined {
  if (words[0] === '@every') { return words.length === 2 && DURATION.test(words[1]) ? undefined : "needs a duration after '@every', for example '@every 6h'"; }
  return words.length === 1 && DESCRIPTORS.has(words[0]) ? undefined : `is none of ${[...DESCRIPTORS].join(', ')} and '@every …'`;
}

interface Field {
  readonly title: string;
  readonly min: number;
  readonly max: number;
  readonly names: readonly string[];
}

const FIELDS: readonly Field[] = [
  { title: 'minute', min: 0, max: 59, names: [] },
  { title: 'hour', min: 0, max: 23, names: [] },
  { title: 'day of the month', min: 1, max: 31, names: [] },
  { title: 'month', min: 1, max: 12, names: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] },
  { title: 'day of the week', min: 0, max: 6, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
];

function fieldProblem(field: Field, text: string): string | undefined {
  for (const part of text.split(',')) {
    const [range, step, ...more] = part.split('/');
    const [from, to, ...rest] = range.split('-');
    const bad = (why: string) => `has the ${field.title} '${text}', ${part === text ? 'which' : `whose part '${part}'`} ${why}`;
    if (more.length > 0 || rest.length > 0 || range === '') { return bad('is no value, range or step'); }
    if (step !== undefined && !(/^\d+$/.test(step) && Number(step) > 0)) { return bad('has a step that is no number above 0'); }
    if ((from === '*' || from === '?') && to === undefined) { continue; }
    const [begin, end] = [numberOf(field, from), numberOf(field, to ?? from)];
    if (begin === undefined || end === undefined) { return bad(`is not between ${field.min} and ${field.max}${field.names.length > 0 ? `, nor ${field.names[0]}, …` : ''}`); }
    if (begin > end) { return bad('is a range that ends before it begins'); }
  }
  return undefined;
}

function numberOf({ min, max, names }: Field, text: string): number | undefined {
  const named = names.indexOf(text.toLowerCase());
  const value = named >= 0 ? named + min : /^\d+$/.test(text) ? Number(text) : NaN;
  return value >= min && value <= max ? value : undefined;
}
