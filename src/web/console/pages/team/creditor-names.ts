import type { TeamView } from '../../../../http/contract/console.ts';

/** Names of these creditors, each once, in alphabetical order; unknown ones are left out. */
export function creditorNames(team: TeamView, ids: readonly number[]): string[] {
  const names = new Map(team.creditors.map(({ id, name }) => [id, name]));
  return [...new Set(ids)].flatMap((id) => names.get(id) ?? []).sort((a, b) => a.localeCompare(b));
}
