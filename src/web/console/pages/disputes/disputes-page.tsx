import { useParams } from 'wouter';
import { DisputeList } from './dispute-list.tsx';
import { DisputePage } from './dispute-page.tsx';

/** The list of disputes, or one of them. */
export default function DisputesPage() {
  const { id } = useParams<{ id?: string }>();
  return id === undefined ? <DisputeList /> : <DisputePage key={id} id={Number(id)} />;
}
