/** A mistake in the dialogs, said so that its author can mend it. */
export interface Problem {
  /** Path as given to the loader. */
  file: string;
  /** 1-based. */
  line: number;
  what: string;
  /** Why it matters. */
  why: string;
  fix: string;
}

/** `dialogs/flows/x.yml:12: what. why. fix` – one line, clickable in most terminals. */
export function formatProblem(problem: Problem): string {
  return `${problem.file}:${problem.line}: ${problem.what}. ${problem.why}. ${problem.fix}.`;
}

/** By file, then line, then words; each mistake once. */
export function sortProblems(problems: readonly Problem[]): Problem[] {
  const byText = new Map(problems.map((one) => [formatProblem(one), one]));
  return [...byText.values()].sort(
    (a, b) => compare(a.file, b.file) || a.line - b.line || compare(a.what, b.what),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** "did you mean X?" when one of the names is close, else the names themselves (at most twelve). */
export function suggest(wrong: string, names: Iterable<string>): string {
  const all = [...names].sort(compare);
  const close = all
    .map((name) => ({ name, distance: editDistance(wrong, name) }))
    .filter((one) => one.distance <= Math.max(1, Math.floor(wrong.length / 3)))
    .sort((a, b) => a.distance - b.distance)[0];
  if (close) return `did you mean "${close.name}"?`;
  if (all.length === 0) return 'there is none yet';
  return `known: ${all.slice(0, 12).join(', ')}${all.length > 12 ? ', …' : ''}`;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + cost));
    }
    row = next;
  }
  return row[b.length]!;
}
