import { Group, Modal } from '@mantine/core';
import { useState } from 'react';
import type { CannedReply, CannedReplyInput } from '../../../../http/contract/console.ts';
import { useRemoveReply, useSaveReply } from '../../api/replies.ts';
import { useLocale, useTexts } from '../../texts/index.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { DialogForm } from '../../ui/dialog-form.tsx';
import { useFailureWords } from '../../ui/failure.ts';
import { useFieldWords } from '../../ui/field-words.ts';
import { Icon } from '../../ui/icon.tsx';
import { tellSaved } from '../../ui/tell.ts';
import { ReplyFields } from './reply-fields.tsx';

/** A new reply (`reply` null), a change to one, or its end. */
export function ReplyDialog({ reply, onClose }: { reply: CannedReply | null; onClose: () => void }) {
  const t = useTexts('replies');
  const ui = useTexts('ui');
  const words = useFailureWords();
  const locale = useLocale();
  const [value, setValue] = useState<CannedReplyInput>(() => ({
    creditorId: reply?.creditorId ?? null,
    locale: reply?.locale ?? locale,
    shortcut: reply?.shortcut ?? '',
    title: reply?.title ?? '',
    body: reply?.body ?? '',
  }));
  const save = useSaveReply(reply?.id ?? null);
  const drop = useRemoveReply();
  const { error } = save;
  const fields = useFieldWords(error);
  const named = Object.keys(fields).length > 0;
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t(reply ? 'editTitle' : 'add')}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      <DialogForm
        busy={save.isPending}
        problem={error && !named ? words(error) : undefined}
        onCancel={onClose}
        onSubmit={() => save.mutate(value, { onSuccess: onClose })}
      >
        <ReplyFields value={value} onChange={setValue} fields={fields} />
        {reply && (
          <Group>
            <ConfirmButton
              size="xs"
              destructive
              leftSection={<Icon name="trash" size={16} />}
              question={t('removeQuestion', { title: reply.title })}
              confirm={t('remove')}
              onConfirm={() => {
                onClose();
                drop.mutate(reply.id, { onSuccess: () => tellSaved(t('removed')) });
              }}
            >
              {t('remove')}
            </ConfirmButton>
          </Group>
        )}
      </DialogForm>
    </Modal>
  );
}
