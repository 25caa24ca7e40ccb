import type { Person, Problem } from '../../../http/contract/console.ts';

/** An answer that is not 2xx, or none at all (`status` 0, code `unreachable`). */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  /** Field by field, for a form. */
  readonly fields: Record<string, string>;
  /** Who was faster (409 `already_claimed`). */
  readonly by: Person | undefined;
  /** Seconds (423 `locked`, 429). */
  readonly retryAfter: number | undefined;

  constructor(problem: Partial<Problem> & { status: number }) {
    super(problem.detail ?? problem.code ?? `HTTP ${problem.status}`);
    this.status = problem.status;
    this.code = problem.code ?? 'error';
    this.fields = problem.fields ?? {};
    this.by = problem.by;
    this.retryAfter = problem.retryAfter;
  }

  /** The server has spoken: asking the same again will not help. */
  get isAnswer(): boolean {
    return this.status >= 400 && this.status < 500 && this.status !== 429;
  }
}
