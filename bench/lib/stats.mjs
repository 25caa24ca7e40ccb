/** The middle value; of an even count the mean of the two in the middle. NaN for none. */
export function median(values) {
  if (values.length === 0) return Number.NaN;
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/** Nearest-rank percentile of a sorted array; `share` from 0 to 1. NaN for none. */
export function percentile(sorted, share) {
  if (sorted.length === 0) return Number.NaN;
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
}

/** Element-wise medians of records with the same numeric fields. */
export function medianOf(records) {
  const fields = Object.keys(records[0] ?? {}).filter((name) => typeof records[0][name] === 'number');
  return Object.fromEntries(fields.map((name) => [name, median(records.map((record) => record[name]))]));
}
