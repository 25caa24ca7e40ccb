import { useParams } from 'wouter';
import { ProofList } from './proof-list.tsx';
import { ProofPage } from './proof-page.tsx';

/** The list of proofs, or one of them. */
export default function ProofsPage() {
  const { id } = useParams<{ id?: string }>();
  return id === undefined ? <ProofList /> : <ProofPage key={id} id={Number(id)} />;
}
