import { Group, Select, TextInput } from '@mantine/core';
import { useSession } from '../../api/session.ts';
import { useTexts } from '../../texts/index.ts';
import { Icon } from '../../ui/icon.tsx';
import type { ReplyFilter } from './reply-filter.ts';

export function ReplyFilters(props: { filter: ReplyFilter; onChange: (filter: ReplyFilter) => void }) {
  const t = useTexts('replies');
  const { creditors } = useSession();
  const { filter, onChange } = props;
  return (
    <Group gap="xs">
      <TextInput
        type="search"
        aria-label={t('search')}
        placeholder={t('search')}
        leftSection={<Icon name="search" size={16} />}
        style={{ flex: '1 1 240px' }}
        value={filter.words}
        onChange={(event) => onChange({ ...filter, words: event.currentTarget.value })}
      />
      <Select
        aria-label={t('language')}
        allowDeselect={false}
        style={{ flex: '0 1 180px' }}
        data={[
          { value: '', label: t('everyLanguage') },
          { value: 'id', label: t('languages.id') },
          { value: 'en', label: t('languages.en') },
        ]}
        value={filter.locale}
        onChange={(locale) => onChange({ ...filter, locale: locale ?? '' })}
      />
      {creditors.length > 1 && (
        <Select
          aria-label={t('creditor')}
          allowDeselect={false}
          style={{ flex: '0 1 220px' }}
          data={[
            { value: '', label: t('everyCreditor') },
            ...creditors.map(({ id, name }) => ({ value: String(id), label: name })),
          ]}
          value={filter.creditor}
          onChange={(creditor) => onChange({ ...filter, creditor: creditor ?? '' })}
        />
      )}
    </Group>
  );
}
