const CONNECTIONS = 10;
const OF_FLOOR = 0.5;
const P99_OF_FLOOR = 3;
const OF_BOTBUILDER = 2;
const SLOWER_WHEN_LARGE = 0.25;
const FIRST_REPLY_MS = 700;
const RSS_MB = 170;

/**
 * What is asked of Sapa, held against what was measured; turns at 10 connections. The floor's target is
 * judged on the ledger where Sapa does worst. Targets whose figures were not measured are left out.
 *
 * @returns `{target, measured, met, by}` in words; `by` says how far off or how much to spare
 */
export function judge({ turns, memory, startup }) {
  const at = (variant, debtors) =>
    turns.find(
      (row) => row.variant === variant && row.debtors === debtors && row.connections === CONNECTIONS,
    );
  const sapas = turns.filter((row) => row.variant === 'sapa' && row.connections === CONNECTIONS);
  const pairs = sapas
    .map((row) => ({ row, floor: at('floor', row.debtors) }))
    .filter((pair) => pair.floor !== undefined);
  const judged = [];

  const turnsShare = worst(pairs, ({ row, floor }) => row.turnsPerSecond / floor.turnsPerSecond, Math.min);
  if (turnsShare) {
    judged.push(atLeast('at least 50 % of the floor’s turns', OF_FLOOR, turnsShare, percent));
  }
  const p99Share = worst(pairs, ({ row, floor }) => row.p99 / floor.p99, Math.max);
  if (p99Share) judged.push(atMost('p99 within 3 times the floor’s', P99_OF_FLOOR, p99Share, times));

  const body = at('botbuilder-body', undefined);
  const connector = at('botbuilder-connector', undefined);
  const small = sapas.reduce((a, b) => ((a?.debtors ?? 0) > b.debtors ? b : (a ?? b)), undefined);
  const large = sapas.reduce((a, b) => ((a?.debtors ?? 0) > b.debtors ? a : b), undefined);
  for (const [peer, how] of [
    [body, 'reply in the response'],
    [connector, 'reply by POST'],
  ]) {
    if (!peer || !small) continue;
    const share = { value: small.turnsPerSecond / peer.turnsPerSecond, where: named(small.debtors) };
    judged.push(atLeast(`at least twice botbuilder’s echo (${how})`, OF_BOTBUILDER, share, times));
  }
  if (small && large && small !== large) {
    const share = {
      value: 1 - large.turnsPerSecond / small.turnsPerSecond,
      where: `${named(large.debtors)} against ${named(small.debtors)}`,
    };
    judged.push(atMost('at most 25 % slower on the largest ledger', SLOWER_WHEN_LARGE, share, percent));
  }
  if (startup) {
    const share = { value: startup.firstReplyMs, where: 'median, from process start' };
    judged.push(atMost('first reply within 700 ms', FIRST_REPLY_MS, share, (ms) => `${Math.round(ms)} ms`));
  }
  const mb = (value) => `${Math.round(value)} MB`;
  if (startup)
    judged.push(
      atMost(
        'RSS under 170 MB, at rest',
        RSS_MB,
        { value: startup.restMb, where: 'after the first reply' },
        mb,
      ),
    );
  const heaviest = worst(
    memory.filter((row) => row.variant === 'sapa').map((row) => ({ row })),
    ({ row }) => row.loaded,
    Math.max,
  );
  if (heaviest) judged.push(atMost('RSS under 170 MB, after load', RSS_MB, heaviest, mb));
  return judged;
}

const percent = (share) => `${Math.round(share * 100)} %`;
const times = (share) => `${share.toFixed(2)} times`;
const named = (debtors) => `${debtors.toLocaleString('en')} debtors`;

function worst(list, figureOf, choose) {
  if (list.length === 0) return undefined;
  const values = list.map(figureOf);
  const value = choose(...values);
  return { value, where: named(list[values.indexOf(value)].row.debtors) };
}

function atLeast(target, limit, { value, where }, show) {
  const met = value >= limit;
  return { target, measured: `${show(value)} (${where})`, met, by: show(Math.abs(value - limit)) };
}

function atMost(target, limit, { value, where }, show) {
  const met = value <= limit;
  return { target, measured: `${show(value)} (${where})`, met, by: show(Math.abs(value - limit)) };
}
