/** How Meta refuses: the HTTP status it documents for a code, and the shape of the body. */
export class Refusal extends Error {
  readonly code: number;
  readonly details: string;
  readonly subcode?: number;
  constructor(code: number, details: string, subcode?: number) {
    super(`${code}: ${details}`);
    this.code = code;
    this.details = details;
    this.subcode = subcode;
  }
}

const HTTP: Record<number, number> = {
  0: 401,
  1: 400,
  2: 503,
  3: 500,
  4: 429,
  10: 403,
  100: 400,
  190: 401,
  368: 403,
  2500: 404,
  80007: 429,
  130429: 429,
  130472: 400,
  131000: 500,
  131016: 503,
  131031: 403,
  131048: 429,
  131052: 400,
  131056: 429,
  132001: 404,
};

export const httpOf = (code: number): number => HTTP[code] ?? 400;

export function errorBody({ code, details, subcode }: Refusal): object {
  return {
    error: {
      message: `(#${code}) Error ${code}`,
      type: 'OAuthException',
      code,
      ...(subcode && { error_subcode: subcode }),
      error_data: { messaging_product: 'whatsapp', details },
      fbtrace_id: 'A1b2C3d4E5',
    },
  };
}
