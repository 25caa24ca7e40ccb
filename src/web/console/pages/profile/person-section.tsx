import { Button, Group, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useProfileChange } from '../../api/profile.ts';
import { useSession } from '../../api/session.ts';
import { useTexts } from '../../texts/index.ts';
import { Facts } from '../../ui/facts.tsx';
import { Section } from '../../ui/section.tsx';
import { tellSaved } from '../../ui/tell.ts';

/** Name, and what only an administrator changes. */
export function PersonSection() {
  const t = useTexts('profile');
  const ui = useTexts('ui');
  const { collector, creditors } = useSession();
  const [name, setName] = useState(collector.name);
  const [firstName, setFirstName] = useState(collector.firstName);
  const change = useProfileChange();
  const same = name.trim() === collector.name && firstName.trim() === collector.firstName;
  function save(event: FormEvent) {
    event.preventDefault();
    const given = { name: name.trim(), firstName: firstName.trim() };
    change.mutate(given, { onSuccess: () => tellSaved(ui('saved')) });
  }
  return (
    <Section title={t('person.title')}>
      <Stack>
        <form onSubmit={save}>
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
            <TextInput
              label={t('person.name')}
              autoComplete="name"
              required
              withAsterisk={false}
              maxLength={100}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <TextInput
              label={t('person.firstName')}
              description={t('person.firstNameHint', { name: firstName.trim() || '…' })}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              autoComplete="given-name"
              required
              withAsterisk={false}
              maxLength={40}
              value={firstName}
              onChange={(event) => setFirstName(event.currentTarget.value)}
            />
          </SimpleGrid>
          <Group justify="flex-end" mt="sm">
            <Button type="submit" disabled={same} loading={change.isPending}>
              {ui('save')}
            </Button>
          </Group>
        </form>
        <Facts
          facts={[
            [t('person.email'), collector.email],
            [t('person.role'), t(`roles.${collector.role}`)],
            [t('person.team'), collector.teamName ?? t('person.noTeam')],
            [t('person.creditors'), creditors.map((one) => one.name).join(', ') || '–'],
          ]}
        />
      </Stack>
    </Section>
  );
}
