import { Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import type { CollectorInput, Role, TeamView } from '../../../../http/contract/console.ts';
import { useTexts } from '../../texts/index.ts';
import { CreditorSelect } from './creditor-select.tsx';

const ROLES: readonly Role[] = ['collector', 'supervisor', 'admin', 'auditor'];
const LANGUAGES = [
  { value: 'id', label: 'Bahasa Indonesia' },
  { value: 'en', label: 'English' },
];

interface Props {
  value: CollectorInput;
  onChange: (value: CollectorInput) => void;
  team: TeamView;
  /** What the server refused, by field. */
  fields: Record<string, string>;
  /** It is oneself: nobody changes their own role. */
  ownRole: boolean;
}

/** Everything an account is made of. */
export function CollectorFields({ value, onChange, team, fields, ownRole }: Props) {
  const t = useTexts('team');
  const profile = useTexts('profile');
  const text = (name: 'name' | 'firstName' | 'email', label: string, more: object) => (
    <TextInput
      label={label}
      required
      withAsterisk={false}
      value={value[name]}
      error={fields[name]}
      onChange={(event) => onChange({ ...value, [name]: event.currentTarget.value })}
      {...more}
    />
  );
  return (
    <Stack>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
        {text('name', t('name'), { 'data-autofocus': true, maxLength: 100 })}
        {text('firstName', t('firstName'), { maxLength: 40 })}
        {text('email', t('email'), { type: 'email', maxLength: 254, autoComplete: 'off' })}
        <Select
          label={t('role')}
          allowDeselect={false}
          disabled={ownRole}
          data={ROLES.map((role) => ({ value: role, label: profile(`roles.${role}`) }))}
          value={value.role}
          error={fields.role}
          onChange={(role) => onChange({ ...value, role: (role ?? value.role) as Role })}
        />
        <Select
          label={t('team')}
          allowDeselect={false}
          data={[
            { value: '', label: t('noTeam') },
            ...team.teams.map(({ id, name }) => ({ value: String(id), label: name })),
          ]}
          value={value.teamId === null ? '' : String(value.teamId)}
          error={fields.teamId}
          onChange={(id) => onChange({ ...value, teamId: id ? Number(id) : null })}
        />
        <Select
          label={t('locale')}
          allowDeselect={false}
          data={LANGUAGES}
          value={value.locale}
          onChange={(locale) => onChange({ ...value, locale: locale === 'en' ? 'en' : 'id' })}
        />
      </SimpleGrid>
      {value.role === 'collector' ? (
        <CreditorSelect
          label={t('creditors')}
          description={t('creditorsHint')}
          creditors={team.creditors}
          value={[...value.creditorIds]}
          error={fields.creditorIds}
          onChange={(creditorIds) => onChange({ ...value, creditorIds })}
        />
      ) : (
        <Text size="sm" c="dimmed">
          {t('creditorsOfTeam')}
        </Text>
      )}
    </Stack>
  );
}
