import { ApiError } from '../../api/api-error.ts';
import { useTexts } from '../../texts/index.ts';
import { useFailureWords } from '../../ui/failure.ts';
import { useFieldWords } from '../../ui/field-words.ts';

const KNOWN = ['last_admin', 'own_role'] as const;

/** What was refused: at its field where the server names one, else for the whole form. */
export function useTeamProblem(error: unknown): {
  fields: Record<string, string>;
  problem: string | undefined;
} {
  const t = useTexts('team');
  const words = useFailureWords();
  const fields = useFieldWords(error);
  if (!error || Object.keys(fields).length > 0) return { fields, problem: undefined };
  const known = KNOWN.find((code) => error instanceof ApiError && code === error.code);
  return { fields, problem: known ? t(`errors.${known}`) : words(error) };
}
