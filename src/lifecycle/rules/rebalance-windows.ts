import { Severity } from '../../validation/finding';
import { Rule } from '../../validation/rule';
import { isTimeZone } from '../is-time-zone';
import { JudgedLifecycle } from '../model';
import { minuteOfDay } from '../rebalance-window';

export const WINDOWS_OPEN: Rule<JudgedLifecycle> = {
  id: 'lifecycle.rebalance-windows',
  severity: Severity.ERROR,
  summary: 'A window for moves begins and ends at a time of day such as 22:00, in a time zone of the IANA database.',
  why: 'A window that never opens keeps everything where it is, and brokers that are to go for ever.',
  source: 'docs/rebalancing.md',
  *check({ policy: { rebalance: { windows } } }) {
    for (const [i, { from, to, timeZone }] of windows.entries()) {
      const property = `rebalance windows[${i}]`;
      for (const time of [from, to]) {
        if (!Number.isNaN(minuteOfDay(time))) { continue; }
        yield { property, value: time || "''", message: 'it is no time of day', mend: "State hours and minutes, such as '22:00'." };
      }
      if (!isTimeZone(timeZone)) {
        yield { property, value: timeZone || "''", message: 'there is no such time zone', mend: "State one such as 'Europe/Berlin' or 'Etc/UTC'." };
      }
    }
  },
};
