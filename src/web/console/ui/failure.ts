import { notifications } from '@mantine/notifications';
import { useCallback } from 'react';
import { ApiError } from '../api/api-error.ts';
import { useTexts } from '../texts/index.ts';

const KNOWN = [
  'unreachable',
  'forbidden',
  'not_found',
  'closed',
  'already_decided',
  'over_limit',
  'invalid',
  'too_many_requests',
  'body_too_large',
  'unsupported_media_type',
  'signed_out',
  'locked',
] as const;

/** Turns an error into words for the person in front of the screen. */
export function useFailureWords(): (error: unknown) => string {
  const t = useTexts('ui');
  return useCallback(
    (error: unknown) => {
      if (!(error instanceof ApiError)) return t('errors.other');
      if (error.code === 'already_claimed') {
        return error.by
          ? t('errors.already_claimed', { name: error.by.name })
          : t('errors.already_claimed_somebody');
      }
      const known = KNOWN.find((code) => code === error.code);
      return known ? t(`errors.${known}`) : t('errors.other');
    },
    [t],
  );
}

/** Says in a corner that something did not work out. */
export function useTellFailure(): (error: unknown) => void {
  const words = useFailureWords();
  return useCallback(
    (error) => {
      notifications.show({ color: 'red', message: words(error), autoClose: 8000, role: 'alert' });
    },
    [words],
  );
}
