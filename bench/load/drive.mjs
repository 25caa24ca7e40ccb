import { cpuMicros } from '../lib/process.mjs';
import { percentile } from '../lib/stats.mjs';

const NO_PROGRESS_MS = 10_000;
const WARM_UP_AT_MOST_MS = 15_000;

/**
 * A closed loop: `connections` questions are always under way, each sent as soon as the one before on
 * its connection was answered in full. After `warmUpMs` and `warmUpTurns` counts for `seconds`; turns are counted where
 * they end. `target.ask(session, connection, done)` sends one and calls `done(error)`; a wrong answer
 * is an error, and any error ends the run.
 *
 * @returns turns per second, p50/p99 in ms, the CPU time of process `pid` per turn in µs, and all turns
 *   made, warm-up included
 */
export function drive(target, { connections, warmUpMs, warmUpTurns = 0, seconds, pid }) {
  return new Promise((resolve, reject) => {
    const idle = [...target.sessions];
    const times = [];
    let state = 'warming';
    let underWay = 0;
    let turns = 0;
    let lastTurn = performance.now();
    let start;
    let result;
    const watch = setInterval(() => {
      if (performance.now() - lastTurn > NO_PROGRESS_MS)
        fail(new Error(`no answer for ${NO_PROGRESS_MS} ms`));
    }, 1_000);

    function fail(error) {
      clearInterval(watch);
      state = 'failed';
      reject(error);
    }
    function next(connection) {
      if (state === 'failed') return;
      if (state === 'over') {
        if (--underWay === 0) {
          clearInterval(watch);
          resolve({ ...result, turns });
        }
        return;
      }
      // The session that waited longest: every debtor of the set comes up again and again.
      const session = idle.shift();
      const sent = performance.now();
      target.ask(session, connection, (error) => {
        if (error) return fail(error);
        const now = performance.now();
        lastTurn = now;
        turns++;
        if (state === 'counting') times.push(now - sent);
        idle.push(session);
        next(connection);
      });
    }
    for (const connection of target.connections.slice(0, connections)) {
      underWay++;
      next(connection);
    }
    const warmSince = performance.now();
    const warming = setInterval(() => {
      if (state === 'failed') return clearInterval(warming);
      const elapsed = performance.now() - warmSince;
      if (elapsed < warmUpMs || (turns < warmUpTurns && elapsed < WARM_UP_AT_MOST_MS)) return;
      clearInterval(warming);
      count();
    }, 20);

    function count() {
      state = 'counting';
      start = { at: performance.now(), cpu: cpuMicros(pid) };
      setTimeout(() => {
        if (state === 'failed') return;
        const elapsed = (performance.now() - start.at) / 1000;
        const cpu = cpuMicros(pid) - start.cpu;
        state = 'over';
        const counted = times.length;
        times.sort((a, b) => a - b);
        result = {
          turnsPerSecond: counted / elapsed,
          p50: percentile(times, 0.5),
          p99: percentile(times, 0.99),
          cpuMicros: cpu / counted,
        };
      }, seconds * 1000);
    }
  });
}
