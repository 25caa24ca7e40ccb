/** As the server counts them. */
const SHORTEST = 12;

export type PasswordTrouble = 'too_short' | 'differ' | undefined;

export interface NewPassword {
  password: string;
  again: string;
}

/** What is wrong with a pair before it is sent. */
export function passwordTrouble({ password, again }: NewPassword): PasswordTrouble {
  if ([...password].length < SHORTEST) return 'too_short';
  return password === again ? undefined : 'differ';
}
