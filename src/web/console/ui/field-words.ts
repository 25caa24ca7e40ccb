import { ApiError } from '../api/api-error.ts';
import { useTexts } from '../texts/index.ts';

const REASONS = ['taken', 'unknown'] as const;
const FIELDS = ['email', 'name', 'shortcut', 'body'] as const;

/** What the server refused, field by field, in words of this page; empty when it named no field. */
export function useFieldWords(error: unknown): Record<string, string> {
  const t = useTexts('ui');
  if (!(error instanceof ApiError)) return {};
  const words = Object.entries(error.fields).map(([field, said]) => {
    const known = REASONS.find((one) => one === said) ?? FIELDS.find((one) => one === field);
    return [field, known ? t(`fields.${known}`) : t('fields.other')];
  });
  return Object.fromEntries(words);
}
