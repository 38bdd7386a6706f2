import { WindowModel } from './model';
import { checkArguments } from '../validation/props/check-props';
import { mark } from '../validation/props/mark';

/** A day of the week. */
export enum Weekday {
  /** The first day of the working week. */
  MONDAY = 'monday',
  /** The second one. */
  TUESDAY = 'tuesday',
  /** The third one. */
  WEDNESDAY = 'wednesday',
  /** The fourth one. */
  THURSDAY = 'thursday',
  /** The fifth one. */
  FRIDAY = 'friday',
  /** The first day of the weekend. */
  SATURDAY = 'saturday',
  /** The second one. */
  SUNDAY = 'sunday',
}

/** As JavaScript numbers them. */
export const WEEKDAYS: readonly string[] = [
  Weekday.SUNDAY, Weekday.MONDAY, Weekday.TUESDAY, Weekday.WEDNESDAY, Weekday.THURSDAY, Weekday.FRIDAY, Weekday.SATURDAY,
];

/** Options of a window. */
export interface RebalanceWindowOptions {
  /**
   * The days on which it begins.
   * @default - every day
   */
  readonly days?: Weekday[];

  /**
   * The time zone, as the IANA database names it, for example `Europe/Berlin`.
   * @default 'Etc/UTC'
   */
  readonly timeZone?: string;
}

/** A time of day in which replicas may begin to move. */
export class RebalanceWindow {
  /**
   * The same time of each day.
   *
   * @param from when it begins, as `22:00`
   * @param to when it ends, as `06:00`; one that is not later than `from` is on the day after
   * @param options only on some days, and in which time zone
   */
  public static daily(from: string, to: string, options?: RebalanceWindowOptions): RebalanceWindow {
    const given = checkArguments('RebalanceWindow.daily', { from, to, options });
    return new RebalanceWindow({ from: given.from, to: given.to, days: given.options?.days ?? [], timeZone: given.options?.timeZone ?? 'Etc/UTC' });
  }

  private constructor(private readonly declared: WindowModel) { mark(this, 'RebalanceWindow'); }

  /** @internal */
  public _declared(): WindowModel { return this.declared; }
}

/** `22:00` as minutes of the day; NaN if it is no time of day. */
export function minuteOfDay(time: string): number {
  const [, hours, minutes] = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(time) ?? [];
  return Number(hours) * 60 + Number(minutes);
}
