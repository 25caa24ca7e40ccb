import type { Row } from './data.ts';
import { isRight, type Prediction } from './score.ts';

/**
 * What each threshold costs: how many messages are acted upon, how many of all are acted upon wrongly, and
 * how many out-of-scope ones get through. The thresholds of dialogs/policies/understanding.yml come from it.
 */
export function printCurve(rows: readonly Row[], predictions: readonly Prediction[]): void {
  console.log('\nact at ≥   acted %  wrong %  of acted %  out of scope acted upon as something else');
  const outside = rows.filter(({ label }) => label === 'out_of_scope').length;
  for (let at = 0.3; at < 0.96; at += 0.05) {
    let acted = 0;
    let wrong = 0;
    let through = 0;
    rows.forEach((row, i) => {
      const { label, confidence } = predictions[i]!;
      if (confidence < at) return;
      acted++;
      if (isRight(row, label)) return;
      wrong++;
      if (row.label === 'out_of_scope') through++;
    });
    const share = (part: number, whole: number): string =>
      (whole === 0 ? '–' : ((part / whole) * 100).toFixed(1)).padStart(8);
    console.log(
      `  ${at.toFixed(2)}   ${share(acted, rows.length)} ${share(wrong, rows.length)}    ${share(wrong, acted)}  ${through} of ${outside}`,
    );
  }
}
