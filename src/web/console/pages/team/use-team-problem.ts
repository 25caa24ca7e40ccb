import { ApiError } from '../../api/api-error.ts';
import { useTexts } from '../../texts/index.ts';
import { useFailureWords } from '../../ui/failure.ts';

const KNOWN = ['email_taken', 'name_taken', 'last_admin', 'own_account'] as const;

/** What was refused: at its field where the server names one, else for the whole form. */
export function useTeamProblem(error: unknown): {
  fields: Record<string, string>;
  problem: string | undefined;
} {
  const t = useTexts('team');
  const words = useFailureWords();
  if (!error) return { fields: {}, problem: undefined };
  if (!(error instanceof ApiError)) return { fields: {}, problem: words(error) };
  const known = KNOWN.find((code) => code === error.code);
  if (known === 'email_taken') return { fields: { email: t('errors.email_taken') }, problem: undefined };
  if (known === 'name_taken') return { fields: { name: t('errors.name_taken') }, problem: undefined };
  if (known) return { fields: {}, problem: t(`errors.${known}`) };
  const named = Object.keys(error.fields).length > 0;
  return { fields: error.fields, problem: named ? undefined : words(error) };
}
