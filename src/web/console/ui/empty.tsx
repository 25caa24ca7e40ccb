import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';

/** Says what will appear here and how. */
export function Empty(props: { icon?: IconName; title: string; what?: string; children?: ReactNode }) {
  return (
    <Stack align="center" gap="xs" py={48} px="md" ta="center">
      <Text c="dimmed" component="span" lh={0}>
        <Icon name={props.icon ?? 'inbox'} size={32} />
      </Text>
      <Text fw={600}>{props.title}</Text>
      {props.what && (
        <Text c="dimmed" size="sm" maw={420}>
          {props.what}
        </Text>
      )}
      {props.children}
    </Stack>
  );
}
