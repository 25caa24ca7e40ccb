import { medianOf } from './lib/stats.mjs';

/** Medians over the rounds, one row for each variant, ledger and number of connections. */
export function summarise(turns) {
  const groups = new Map();
  for (const one of turns) {
    const key = `${one.variant}/${one.debtors ?? ''}/${one.connections}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].map((records) => ({
    variant: records[0].variant,
    debtors: records[0].debtors,
    connections: records[0].connections,
    ...pick(medianOf(records), ['turnsPerSecond', 'p50', 'p99', 'cpuMicros']),
    lowest: Math.min(...records.map((one) => one.turnsPerSecond)),
    highest: Math.max(...records.map((one) => one.turnsPerSecond)),
  }));
}

export function summariseMemory(memory) {
  const groups = new Map();
  for (const one of memory) {
    const key = `${one.variant}/${one.debtors ?? ''}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].map((records) => ({
    variant: records[0].variant,
    debtors: records[0].debtors,
    ...pick(medianOf(records), ['rest', 'loaded', 'peak', 'mappedFiles']),
  }));
}

const pick = (record, names) => Object.fromEntries(names.map((name) => [name, record[name]]));

/** Sorted so that what is compared stands side by side. */
export function turnsTable(rows, labels) {
  const names = Object.keys(labels);
  const sorted = [...rows].sort(
    (a, b) =>
      a.connections - b.connections ||
      (a.debtors ?? Number.POSITIVE_INFINITY) - (b.debtors ?? Number.POSITIVE_INFINITY) ||
      names.indexOf(a.variant) - names.indexOf(b.variant),
  );
  return table(
    [
      'connections',
      'debtors',
      'variant',
      'turns/s',
      '(lowest-highest)',
      'p50 ms',
      'p99 ms',
      'CPU µs/turn',
      'of floor',
    ],
    sorted.map((row) => {
      const floor = rows.find(
        (one) =>
          one.variant === 'floor' && one.debtors === row.debtors && one.connections === row.connections,
      );
      return [
        String(row.connections),
        row.debtors?.toLocaleString('en') ?? '-',
        labels[row.variant],
        Math.round(row.turnsPerSecond).toLocaleString('en'),
        `(${Math.round(row.lowest)}-${Math.round(row.highest)})`,
        row.p50.toFixed(2),
        row.p99.toFixed(1),
        Math.round(row.cpuMicros).toLocaleString('en'),
        floor && row !== floor ? `${Math.round((100 * row.turnsPerSecond) / floor.turnsPerSecond)} %` : '',
      ];
    }),
    [2],
  );
}

export function memoryTable(rows, labels) {
  return table(
    ['variant', 'debtors', 'at start MB', 'after load MB', 'peak MB', 'of that mapped files MB'],
    rows.map((row) => [
      labels[row.variant],
      row.debtors?.toLocaleString('en') ?? '-',
      ...[row.rest, row.loaded, row.peak, row.mappedFiles].map((mb) => mb.toFixed(0)),
    ]),
    [0],
  );
}

/** Columns of text: those numbered in `words` are words, all others figures. */
export function table(head, rows, words) {
  const widths = head.map((name, i) => Math.max(name.length, ...rows.map((row) => row[i].length)));
  const line = (cells) =>
    cells
      .map((cell, i) => (words.includes(i) ? cell.padEnd(widths[i]) : cell.padStart(widths[i])))
      .join('  ')
      .trimEnd();
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
