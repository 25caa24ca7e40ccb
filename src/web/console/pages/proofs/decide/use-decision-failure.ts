import { useEffect, useRef } from 'react';
import { ApiError } from '../../../api/api-error.ts';
import { useTexts } from '../../../texts/index.ts';
import { useFailureWords, useTellFailure } from '../../../ui/failure.ts';

/**
 * Why a decision was refused, in words for the dialog. Decided by somebody else: that is told in the
 * corner and the dialog closes, for the page shows by now who it was.
 */
export function useDecisionFailure(error: unknown, onClose: () => void): string | undefined {
  const t = useTexts('proofs');
  const words = useFailureWords();
  const tell = useTellFailure();
  const close = useRef(onClose);
  close.current = onClose;
  const decided = error instanceof ApiError && error.code === 'already_decided';
  useEffect(() => {
    if (!decided) return;
    tell(error);
    close.current();
  }, [decided, error, tell]);
  if (!error || decided) return undefined;
  if (error instanceof ApiError && error.code === 'already_booked') return t('refused.already_booked');
  if (error instanceof ApiError && error.code === 'invalid') {
    if (error.fields.bankReference) return t('refused.reference');
    if (error.fields.receivedOn) return t('refused.receivedOn');
    if (Object.keys(error.fields).some((field) => field.startsWith('allocations')))
      return t('refused.allocations');
  }
  return words(error);
}
