import { Badge } from '@mantine/core';
import type { ProofItem } from '../../../../http/contract/console.ts';
import { useTexts } from '../../texts/index.ts';

const COLORS: Record<ProofItem['state'], string> = {
  received: 'amber',
  plausible: 'amber',
  matched: 'teal',
  posted: 'teal',
  rejected: 'gray',
};

/** How far a proof has come, in one word. */
export function StateMark({ state }: { state: ProofItem['state'] }) {
  const t = useTexts('proofs');
  return (
    <Badge variant="light" color={COLORS[state]} tt="none" fw={600}>
      {t(`states.${state}`)}
    </Badge>
  );
}
