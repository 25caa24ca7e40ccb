import { useTexts } from '../../texts/index.ts';
import { Page } from '../../ui/page.tsx';
import { LookSection } from './look-section.tsx';
import { NoticesSection } from './notices-section.tsx';
import { PasswordSection } from './password-section.tsx';
import { PersonSection } from './person-section.tsx';
import { RecoverySection } from './recovery-section.tsx';
import { SessionsSection } from './sessions-section.tsx';

/** What a collector sets for themselves. */
export default function ProfilePage() {
  const t = useTexts('profile');
  return (
    <Page title={t('title')} narrow>
      <PersonSection />
      <LookSection />
      <NoticesSection />
      <PasswordSection />
      <RecoverySection />
      <SessionsSection />
    </Page>
  );
}
