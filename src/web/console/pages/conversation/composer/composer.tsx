import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { CannedReply, ConversationView } from '../../../../../http/contract/console.ts';
import { addNote } from '../../../api/conversation.ts';
import { useSession } from '../../../api/session.ts';
import { useShortcut } from '../../../app/shortcuts.ts';
import { applyNote } from '../../../live/apply-message.ts';
import { useSayTyping } from '../../../live/hooks.ts';
import { useTexts } from '../../../texts/index.ts';
import { useTellFailure } from '../../../ui/failure.ts';
import { Icon } from '../../../ui/icon.tsx';
import { AttachmentList } from './attachment-list.tsx';
import css from './composer.module.css';
import { ComposerFoot } from './composer-foot.tsx';
import { fill, unfilled } from './fill.ts';
import { MarkedText } from './marked-text.tsx';
import type { Outbox } from './outbox.ts';
import { RepliesList } from './replies-list.tsx';
import { useAttachments } from './use-attachments.ts';
import { type Mode, useDraft } from './use-draft.ts';
import { useDrop } from './use-drop.ts';
import { useEnter } from './use-enter.ts';
import { useReplies } from './use-replies.ts';
import { Warnings } from './warnings.tsx';

/** Where answers and notes are written. Give it the conversation's id as `key`. */
export function Composer({ conversation, box }: { conversation: ConversationView; box: Outbox }) {
  const t = useTexts('conversation');
  const { collector } = useSession();
  const cache = useQueryClient();
  const tellFailure = useTellFailure();
  const listId = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const draft = useDraft(conversation.id);
  const attachments = useAttachments(conversation.id, draft.files);
  const sayTyping = useSayTyping(conversation.id);
  const enter = useEnter();
  const [caret, setCaret] = useState(draft.text.length);
  const [saving, setSaving] = useState(false);
  const { mode, text } = draft;
  const answering = mode === 'answer';
  const ready = attachments.refs.map(({ token }) => token).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: kept when another file is ready or gone
  useEffect(() => draft.setFiles(attachments.refs), [ready]);
  const drop = useDrop(answering ? attachments.add : undefined);

  const place = (next: string, from: number, to = from) => {
    draft.setText(next);
    setCaret(to);
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(from, to);
    });
  };
  const insert = (reply: CannedReply, start: number) => {
    const { debtor, creditor, locale } = conversation;
    const body = fill(reply.body, {
      debtor,
      creditor: creditor.name,
      collector: collector.firstName,
      locale,
    });
    const next = text.slice(0, start) + body + text.slice(caret);
    const gap = unfilled(next)[0];
    if (gap) place(next, gap.start, gap.end);
    else place(next, start + body.length);
  };
  const replies = useReplies({
    creditorId: conversation.creditor.id,
    locale: conversation.locale,
    text,
    caret,
    off: !answering,
    insert,
  });

  const changeMode = (next: Mode) => {
    draft.setMode(next);
    requestAnimationFrame(() => field.current?.focus());
  };
  useShortcut('r', t('keys.reply'), () => changeMode('answer'));
  useShortcut('n', t('keys.note'), () => changeMode('note'));

  const saveNote = async () => {
    setSaving(true);
    try {
      applyNote(cache, conversation.id, await addNote(conversation.id, text.trim()));
      draft.setText('');
    } catch (error) {
      tellFailure(error);
    } finally {
      setSaving(false);
    }
  };
  const send = () => {
    const gap = unfilled(text)[0];
    if (!answering) {
      if (text.trim() && !saving) void saveNote();
    } else if (gap) {
      place(text, gap.start, gap.end);
      notifications.show({ message: t('composer.unfilled', { names: gap.name }), role: 'alert' });
    } else if ((text.trim() || attachments.refs.length > 0) && !attachments.waiting) {
      box.send(text.trim(), attachments.refs);
      draft.setText('');
      attachments.clear();
      replies.reset();
    }
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (replies.onKey(event)) return;
    if (enter.means(event)) {
      event.preventDefault();
      send();
    } else if (event.key === 'Escape') field.current?.blur();
  };
  const mine = conversation.owner.collector?.id === collector.id;
  const label = answering ? t('composer.answer') : t('composer.noteLabel');
  return (
    <section
      className={`${css.composer} ${answering ? '' : css.note}`}
      aria-label={t('composer.label')}
      {...drop.on}
    >
      {answering && <Warnings conversation={conversation} text={text} />}
      {replies.open && <RepliesList id={listId} {...replies} onChoose={replies.choose} />}
      <AttachmentList files={answering ? attachments.files : []} onRemove={attachments.remove} />
      {!answering && (
        <p className={css.noteMark}>
          <Icon name="note" size={14} /> {t('composer.notePlaceholder')}
        </p>
      )}
      <MarkedText
        ref={field}
        value={text}
        aria-label={label}
        placeholder={answering ? t('composer.placeholder') : t('composer.notePlaceholder')}
        maxLength={4000}
        dir="auto"
        role={replies.open ? 'combobox' : undefined}
        aria-expanded={replies.open || undefined}
        aria-controls={replies.open ? listId : undefined}
        aria-activedescendant={
          replies.open && replies.replies.length > 0 ? `${listId}-${replies.chosen}` : undefined
        }
        onChange={({ currentTarget }) => {
          draft.setText(currentTarget.value);
          setCaret(currentTarget.selectionStart);
          if (answering && currentTarget.value) sayTyping();
        }}
        onSelect={({ currentTarget }) => setCaret(currentTarget.selectionStart)}
        onKeyDown={onKeyDown}
        onPaste={drop.onPaste}
      />
      <ComposerFoot
        enter={enter}
        mode={mode}
        onMode={changeMode}
        onFiles={answering ? attachments.add : undefined}
        onReplies={
          answering
            ? () =>
                place(
                  `${text}${/(^|\s)$/.test(text) ? '' : ' '}/`,
                  text.length + (/(^|\s)$/.test(text) ? 1 : 2),
                )
            : undefined
        }
      >
        <Button
          size="sm"
          color={answering ? 'teal' : 'amber.7'}
          loading={saving}
          disabled={
            (!text.trim() && (!answering || attachments.refs.length === 0)) ||
            (answering && attachments.waiting)
          }
          rightSection={answering && <Icon name="send" size={16} />}
          onClick={send}
        >
          {!answering ? (
            t('composer.saveNote')
          ) : mine ? (
            t('composer.send')
          ) : (
            <>
              <span className={css.wide}>{t('composer.takeAndSend')}</span>
              <span className={css.small}>{t('composer.send')}</span>
            </>
          )}
        </Button>
      </ComposerFoot>
      {drop.over && <div className={css.dropping}>{t('composer.drop')}</div>}
    </section>
  );
}
