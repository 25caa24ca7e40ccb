import { useQueryClient } from '@tanstack/react-query';
import { keys } from '../../api/keys.ts';
import { usePageTitle } from '../../app/title.ts';
import { useTexts } from '../../texts/index.ts';
import { Icon } from '../../ui/icon.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import css from './sign-in.module.css';
import { SignInSteps } from './sign-in-steps.tsx';

/** The whole page of somebody who is not signed in. */
export default function SignInPage() {
  const t = useTexts('signIn');
  const cache = useQueryClient();
  usePageTitle(t('title'));
  const left = new URLSearchParams(location.search).has('signed-out');
  return (
    <main className={css.page}>
      <div className={css.head}>
        <Icon name="chat" size={36} />
        <div>
          <h1>{t('title')}</h1>
          <p>{t('tagline')}</p>
        </div>
      </div>
      <div className={css.card}>
        <SignInSteps
          note={left ? t('signedOut') : undefined}
          onDone={(session) => cache.setQueryData(keys.session, session)}
        />
      </div>
      <LanguageSwitch />
    </main>
  );
}
