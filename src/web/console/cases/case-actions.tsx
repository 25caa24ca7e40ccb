import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { Icon } from '../ui/icon.tsx';
import { Steps } from './steps.tsx';

/** Above a case: to the ones before and after it in its list, and back to the list at address `base`. */
export function CaseActions(props: {
  base: string;
  /** The list's filter, as it stands in the address. */
  search: string;
  before: { id: number } | undefined;
  after: { id: number } | undefined;
  /** From 1; 0 when the case is not in the list (any more). */
  position: number;
  total: number;
  labels: { next: string; previous: string; back: string };
}) {
  const { base, search, before, after, labels } = props;
  return (
    <>
      <Steps
        before={before && `${base}/${before.id}${search}`}
        after={after && `${base}/${after.id}${search}`}
        position={props.position}
        total={props.total}
        labels={labels}
      />
      <Button
        component={Link}
        href={`${base}${search}`}
        variant="default"
        size="sm"
        leftSection={<Icon name="back" size={16} />}
      >
        {labels.back}
      </Button>
    </>
  );
}
