import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ConversationView, HandoffView } from '../../../../http/contract/console.ts';
import { useClaim, useRelease, useReturnToBot } from '../../api/handoffs.ts';
import { useMay, useSession } from '../../api/session.ts';
import { useShortcut } from '../../app/shortcuts.ts';
import { useTexts } from '../../texts/index.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { AssignDialog } from './assign-dialog.tsx';
import css from './conversation.module.css';
import { ResolveDialog } from './resolve-dialog.tsx';

/** What can be done with an open handoff by this person; nothing for who only reads. */
export function Actions({ conversation }: { conversation: ConversationView }) {
  const mayWork = useMay('work');
  const { handoff } = conversation;
  if (!mayWork || !handoff || handoff.state === 'closed') return null;
  return <OpenActions conversation={conversation} handoff={handoff} />;
}

function OpenActions({ conversation, handoff }: { conversation: ConversationView; handoff: HandoffView }) {
  const t = useTexts('conversation');
  const me = useSession().collector.id;
  const maySupervise = useMay('supervise');
  const claim = useClaim();
  const release = useRelease();
  const giveBack = useReturnToBot();
  const [dialog, setDialog] = useState<'assign' | 'resolve' | null>(null);
  const target = { handoffId: handoff.id, conversationId: conversation.id };
  const { kind, collector } = conversation.owner;
  // Answered on the firm's phone or the command line: a person's, and nobody's by name.
  const nobodys = kind === 'collector' && collector === null;
  const waits = kind === 'queue' || nobodys;
  const canEnd = collector?.id === me || nobodys || (maySupervise && !waits);
  useShortcut('c', t('keys.claim'), () => claim.mutate(target), { when: waits });
  useShortcut('e', t('keys.resolve'), () => setDialog('resolve'), { when: canEnd });
  return (
    <div className={css.actions} role="toolbar" aria-label={t('actions.label')}>
      {waits && (
        <Button size="sm" onClick={() => claim.mutate(target)}>
          {t('actions.claim')}
        </Button>
      )}
      {canEnd && (
        <ConfirmButton
          size="sm"
          px="sm"
          confirm={t('actions.releaseDo')}
          question={t('actions.releaseAsk')}
          onConfirm={() => release.mutate(target)}
        >
          {t('actions.release')}
        </ConfirmButton>
      )}
      {maySupervise && (
        <Button size="sm" px="sm" variant="default" onClick={() => setDialog('assign')}>
          {t('actions.assign')}
        </Button>
      )}
      {canEnd && (
        <>
          <ConfirmButton
            size="sm"
            px="sm"
            confirm={t('actions.returnDo')}
            question={t('actions.returnAsk')}
            onConfirm={() => giveBack.mutate(target)}
          >
            {t('actions.return')}
          </ConfirmButton>
          <Button size="sm" className={css.resolve} onClick={() => setDialog('resolve')}>
            {t('actions.resolve')}
          </Button>
        </>
      )}
      {dialog === 'assign' && (
        <AssignDialog target={target} current={collector?.id ?? null} onClose={() => setDialog(null)} />
      )}
      {dialog === 'resolve' && <ResolveDialog target={target} onClose={() => setDialog(null)} />}
    </div>
  );
}
