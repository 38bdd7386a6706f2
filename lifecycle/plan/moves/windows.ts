import { DesiredWindow } from '../../../src/lifecycle/desired-state';
import type { Situation } from '../situation';

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** Whether it is a time at which no move may begin. */
export function isClosed({ observation: { time }, policy: { rebalance: { windows } } }: Pick<Situation, 'observation' | 'policy'>): boolean {
  return time !== undefined && !isOpen(windows, time);
}

/** `moves begin from 22:00 to 06:00 (Etc/UTC) alone`. */
export function windowsWords({ policy: { rebalance: { windows = [] } } }: Pick<Situation, 'policy'>): string {
  return `moves begin from ${windows.map(windowWords).join(', or from ')} alone`;
}

/** Whether moves may begin. Whoever declares no window has none of the time left out. */
function isOpen(windows: readonly DesiredWindow[] | undefined, time: number): boolean {
  return windows === undefined || windows.some((window) => isIn(window, time));
}

/** `22:00 to 06:00 on Sat, Sun (Europe/Berlin)`. */
function windowWords({ days, from, to, timeZone }: DesiredWindow): string {
  const on = days.length === DAYS.length ? '' : ` on ${days.map((day) => DAYS[day]).join(', ')}`;
  return `${clock(from)} to ${clock(to)}${on} (${timeZone})`;
}

/** By the clocks of its time zone; what it begins on one day it may end on the next. */
function isIn({ days, from, to, timeZone }: DesiredWindow, time: number): boolean {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const parts = Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, value]));
  const day = DAYS.indexOf(parts.weekday);
  const minute = Number(parts.hour) * 60 + Number(parts.minute);
  const dayBefore = (day + DAYS.length - 1) % DAYS.length;
  if (from < to) { return days.includes(day) && minute >= from && minute < to; }
  return (days.includes(day) && minute >= from) || (days.includes(dayBefore) && minute < to);
}

function clock(minutes: number): string {
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
}
