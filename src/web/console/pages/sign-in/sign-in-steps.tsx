import type { SessionInfo } from '../../../../http/contract/console.ts';

export function SignInSteps(_props: { onDone: (session: SessionInfo) => void }) {
  return null;
}
