import type { SapaScope } from './actions/scope.ts';
import { storeAttachment } from './conversation/attachments.ts';
import type { TurnFacts } from './conversation/turn.ts';
import type { Vault } from './conversation/vault.ts';
import type { Wording } from './conversation/wording.ts';
import type { IdentityService } from './identity/index.ts';
import { dateInZone } from './shared/calendar.ts';

/** Makes what actions work with in one turn: who is proven to ask, on whose clock, with which services. */
export function createScopes({
  identity,
  wording,
  vault,
}: {
  identity: IdentityService;
  wording: Wording;
  vault: Vault;
}) {
  return async (facts: TurnFacts): Promise<SapaScope> => {
    const { tx, conversation, creditor, message, now, locale } = facts;
    // Only the debtor's own doing keeps them verified: what we begin by ourselves may find them gone.
    const known = facts.ours ? identity.standing : identity.current;
    const debtor = await known(tx, conversation.id, now);
    const timeZone = debtor?.timeZone ?? creditor.timeZone;
    const scope: SapaScope = {
      now,
      today: dateInZone(now, timeZone),
      timeZone,
      locale,
      currency: creditor.currency,
      creditorName: creditor.name,
      waitsForPerson: conversation.owner === 'queue',
      isVerified: () => scope.debtor !== undefined,
      // The engine follows the debtor's language within the turn.
      text: (key) => wording.line({ key }, scope.locale),
      tx,
      debtor,
      conversation: {
        id: conversation.id,
        creditorId: conversation.creditorId,
        channel: conversation.channel,
        account: conversation.account,
        senderId: conversation.senderId,
        ...(message.sender.origin !== undefined && { origin: message.sender.origin }),
        ...(message.sender.address !== undefined && { address: message.sender.address }),
      },
      identity,
      files: {
        save: (file) => storeAttachment(tx, vault, { conversationId: conversation.id, now, ...file }),
      },
    };
    return scope;
  };
}
