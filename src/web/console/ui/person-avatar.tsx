import { Avatar, Indicator } from '@mantine/core';
import { initialsOf } from './initials.ts';

interface Props {
  name: string;
  size?: number;
  /** Shows a dot: here or away. */
  online?: boolean;
}

/** A person as initials; decoration, the name stands beside it. */
export function PersonAvatar({ name, size = 28, online }: Props) {
  const avatar = (
    <Avatar size={size} radius="xl" color="teal" aria-hidden>
      {initialsOf(name)}
    </Avatar>
  );
  if (online === undefined) return avatar;
  return (
    <Indicator
      size={9}
      offset={3}
      position="bottom-end"
      color={online ? 'teal' : 'gray.4'}
      withBorder
      zIndex={1}
    >
      {avatar}
    </Indicator>
  );
}
