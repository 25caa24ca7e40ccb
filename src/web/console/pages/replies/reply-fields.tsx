import { Select, SimpleGrid, Stack, Textarea, TextInput } from '@mantine/core';
import { useRef } from 'react';
import type { CannedReplyInput } from '../../../../http/contract/console.ts';
import { useSession } from '../../api/session.ts';
import { useTexts } from '../../texts/index.ts';
import { ReplyPreview } from './reply-preview.tsx';
import { SlotButtons } from './slot-buttons.tsx';

interface Props {
  value: CannedReplyInput;
  onChange: (value: CannedReplyInput) => void;
  fields: Record<string, string>;
}

/** What a canned reply is made of, and how it will read. */
export function ReplyFields({ value, onChange, fields }: Props) {
  const t = useTexts('replies');
  const { creditors } = useSession();
  const body = useRef<HTMLTextAreaElement>(null);
  function insert(slot: string) {
    const field = body.current;
    const at = field?.selectionStart ?? value.body.length;
    onChange({
      ...value,
      body: `${value.body.slice(0, at)}{{${slot}}}${value.body.slice(field?.selectionEnd ?? at)}`,
    });
    field?.focus();
  }
  return (
    <Stack>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
        <TextInput
          label={t('fields.title')}
          required
          withAsterisk={false}
          maxLength={80}
          data-autofocus
          value={value.title}
          error={fields.title}
          onChange={(event) => onChange({ ...value, title: event.currentTarget.value })}
        />
        <TextInput
          label={t('fields.shortcut')}
          placeholder={t('fields.shortcutHint')}
          required
          withAsterisk={false}
          maxLength={32}
          leftSection="/"
          value={value.shortcut}
          error={fields.shortcut}
          onChange={(event) =>
            onChange({
              ...value,
              shortcut: event.currentTarget.value.toLowerCase().replace(/[^a-z0-9_-]/g, ''),
            })
          }
        />
        <Select
          label={t('language')}
          allowDeselect={false}
          data={(['id', 'en'] as const).map((one) => ({ value: one, label: t(`languages.${one}`) }))}
          value={value.locale}
          onChange={(locale) => onChange({ ...value, locale: locale ?? value.locale })}
        />
        <Select
          label={t('creditor')}
          allowDeselect={false}
          data={[
            { value: '', label: t('forEveryone') },
            ...creditors.map(({ id, name }) => ({ value: String(id), label: name })),
          ]}
          value={value.creditorId === null ? '' : String(value.creditorId)}
          error={fields.creditorId}
          onChange={(id) => onChange({ ...value, creditorId: id ? Number(id) : null })}
        />
      </SimpleGrid>
      <Textarea
        ref={body}
        label={t('fields.body')}
        required
        withAsterisk={false}
        autosize
        minRows={4}
        maxRows={10}
        maxLength={2000}
        value={value.body}
        error={fields.body}
        onChange={(event) => onChange({ ...value, body: event.currentTarget.value })}
      />
      <SlotButtons onInsert={insert} />
      <ReplyPreview body={value.body} creditorId={value.creditorId} />
    </Stack>
  );
}
