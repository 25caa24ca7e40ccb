import type { Clock } from '../../src/shared/clock.ts';

/** A clock that stands still until a test moves it. */
export class TestClock implements Clock {
  #now: number;
  constructor(now: number | string) {
    this.#now = typeof now === 'number' ? now : Date.parse(now);
  }
  now(): number {
    return this.#now;
  }
  /** Moves on by milliseconds. */
  advance(ms: number): void {
    this.#now += ms;
  }
  set(now: string): void {
    this.#now = Date.parse(now);
  }
}
