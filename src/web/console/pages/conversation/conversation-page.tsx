import { useTexts } from '../../texts/index.ts';
import { Page } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton-rows.tsx';

export default function ConversationPage() {
  const t = useTexts('conversation');
  return (
    <Page title={t('title')}>
      <SkeletonRows />
    </Page>
  );
}
