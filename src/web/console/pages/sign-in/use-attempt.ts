import { useState } from 'react';
import { ApiError } from '../../api/api-error.ts';

/** A form's one request: running, what went wrong, and until when the account is locked. */
export function useAttempt() {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [lockedUntil, setLockedUntil] = useState(0);

  /** Runs it unless one is running; true when it went through. */
  async function attempt(work: () => Promise<unknown>): Promise<boolean> {
    if (busy) return false;
    setBusy(true);
    setError(null);
    try {
      await work();
      return true;
    } catch (failure) {
      setError(failure);
      if (failure instanceof ApiError && failure.retryAfter) {
        setLockedUntil(Date.now() + failure.retryAfter * 1000);
      }
      return false;
    } finally {
      setBusy(false);
    }
  }
  return { busy, error, lockedUntil, attempt };
}
