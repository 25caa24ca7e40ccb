import { Badge } from '@mantine/core';
import type { DisputeItem } from '../../../../http/contract/console.ts';
import { useTexts } from '../../texts/index.ts';

const COLORS: Record<DisputeItem['state'], string> = {
  open: 'amber',
  upheld: 'teal',
  partly: 'teal',
  rejected: 'gray',
  withdrawn: 'gray',
};

/** How a dispute stands, in one word. */
export function StateMark({ state }: { state: DisputeItem['state'] }) {
  const t = useTexts('disputes');
  return (
    <Badge variant="light" color={COLORS[state]} tt="none" fw={600}>
      {t(`states.${state}`)}
    </Badge>
  );
}
