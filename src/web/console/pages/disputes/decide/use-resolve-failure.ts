import { useEffect, useRef } from 'react';
import { ApiError } from '../../../api/api-error.ts';
import { useTexts } from '../../../texts/index.ts';
import { useFailureWords, useTellFailure } from '../../../ui/failure.ts';

/** As for proofs: why it was refused, in words; decided by somebody else closes the dialog. */
export function useResolveFailure(error: unknown, onClose: () => void): string | undefined {
  const t = useTexts('disputes');
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
  if (error instanceof ApiError && error.code === 'invalid' && error.fields.creditMinor) {
    return t('refused.credit');
  }
  return words(error);
}
