import { SECONDS_PER_DAY, dateOf, dayNumberOf, weekdayOf, type Weekday } from '../../platform/time/local-date.ts';
import { zoneOf } from '../../platform/time/zone.ts';

/** A day on the company's clocks: turns instants into seconds since its midnight and back. */
export interface ClockOfDay {
  readonly day: string;
  readonly weekday: Weekday;
  readonly starts: Date;
  readonly ends: Date;
  secondsOf(at: Date): number;
  instantOf(seconds: number): Date;
  /** Seconds since midnight of a time on the wall, `HH:MM`. */
  ofClock(clock: string): number;
}

export function clockOfDay(day: string, timeZone: string): ClockOfDay {
  const number = dayNumberOf(day);
  const zone = zoneOf(timeZone);
  const midnight = zone.instantOf(number * SECONDS_PER_DAY);
  return {
    day, weekday: weekdayOf(number), starts: new Date(midnight * 1000), ends: new Date(zone.instantOf((number + 1) * SECONDS_PER_DAY) * 1000),
    secondsOf: (at) => Math.round(at.getTime() / 1000) - midnight,
    instantOf: (seconds) => new Date((midnight + seconds) * 1000),
    ofClock: (clock) => zone.instantOf(number * SECONDS_PER_DAY + Number(clock.slice(0, 2)) * 3600 + Number(clock.slice(3)) * 60) - midnight,
  };
}

/** The day it is at an instant, on clocks of a time zone. */
export function dayAt(at: Date, timeZone: string): string {
  const seconds = Math.floor(at.getTime() / 1000);
  return dateOf(Math.floor((seconds + zoneOf(timeZone).offsetAt(seconds)) / SECONDS_PER_DAY));
}

/** The day some days later. */
export function dayAfter(day: string, days: number): string {
  return dateOf(dayNumberOf(day) + days);
}
