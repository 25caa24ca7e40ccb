import { useParams } from 'wouter';
import { DebtorPage } from './debtor-page.tsx';
import { DebtorSearch } from './debtor-search.tsx';

/** The search, or one debtor's file. */
export default function DebtorsPage() {
  const { id } = useParams<{ id?: string }>();
  return id === undefined ? <DebtorSearch /> : <DebtorPage key={id} id={Number(id)} />;
}
