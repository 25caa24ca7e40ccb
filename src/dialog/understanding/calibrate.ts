/** One cross-validated prediction: probabilities at temperature 1 and the right class. */
export interface Held {
  probabilities: Float64Array;
  label: number;
}

function loss(held: readonly Held[], temperature: number): number {
  let sum = 0;
  for (const { probabilities, label } of held) {
    let total = 0;
    for (const p of probabilities) total += Math.max(p, 1e-12) ** (1 / temperature);
    sum -= Math.log(Math.max(Math.max(probabilities[label]!, 1e-12) ** (1 / temperature) / total, 1e-12));
  }
  return sum / Math.max(1, held.length);
}

/** The temperature with the least cross-entropy on predictions the model was not trained on (golden section). */
export function fitTemperature(held: readonly Held[]): number {
  if (held.length === 0) return 1;
  const ratio = (Math.sqrt(5) - 1) / 2;
  let low = 0.2;
  let high = 5;
  for (let i = 0; i < 30; i++) {
    const a = high - ratio * (high - low);
    const b = low + ratio * (high - low);
    if (loss(held, a) < loss(held, b)) high = b;
    else low = a;
  }
  return (low + high) / 2;
}
