/** One cross-validated prediction: probabilities at temperature 1 and the right class. */
export interface Held {
  probabilities: Float64Array;
  label: number;
}

const STEPS = 16;

/** Mean cross-entropy at a temperature, from log-probabilities relative to the best class. */
function loss(logs: readonly Float64Array[], labels: readonly number[], temperature: number): number {
  let sum = 0;
  for (let i = 0; i < logs.length; i++) {
    const row = logs[i]!;
    let total = 0;
    for (let c = 0; c < row.length; c++) total += Math.exp(row[c]! / temperature);
    sum += Math.log(total) - row[labels[i]!]! / temperature;
  }
  return sum / logs.length;
}

/** The temperature with the least cross-entropy on predictions the model was not trained on (golden section). */
export function fitTemperature(held: readonly Held[]): number {
  if (held.length === 0) return 1;
  const logs = held.map(({ probabilities }) => {
    const best = Math.max(...probabilities);
    return probabilities.map((p) => Math.log(Math.max(p, 1e-12) / best));
  });
  const labels = held.map(({ label }) => label);
  const ratio = (Math.sqrt(5) - 1) / 2;
  let low = 0.3;
  let high = 3;
  let a = high - ratio * (high - low);
  let b = low + ratio * (high - low);
  let atA = loss(logs, labels, a);
  let atB = loss(logs, labels, b);
  for (let i = 0; i < STEPS; i++) {
    if (atA < atB) {
      high = b;
      [b, atB] = [a, atA];
      a = high - ratio * (high - low);
      atA = loss(logs, labels, a);
    } else {
      low = a;
      [a, atA] = [b, atB];
      b = low + ratio * (high - low);
      atB = loss(logs, labels, b);
    }
  }
  return (low + high) / 2;
}
