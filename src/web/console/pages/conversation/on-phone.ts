import type { ConversationView } from '../../../../http/contract/console.ts';

/** Whether it is a person's because somebody answered on the firm's own phone, and nobody by name has it. */
export function onPhone({ owner, ownership }: Pick<ConversationView, 'owner' | 'ownership'>): boolean {
  return owner.kind === 'collector' && owner.collector === null && ownership[0]?.reason === 'wrote_on_phone';
}
