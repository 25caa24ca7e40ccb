import { useQueryClient } from '@tanstack/react-query';
import { keys } from '../../api/keys.ts';
import { usePageTitle } from '../../app/title.ts';
import { useTexts } from '../../texts/index.ts';
import css from './sign-in.module.css';
import { SignInSteps } from './sign-in-steps.tsx';

/** The whole page of somebody who is not signed in. */
export function SignInPage() {
  const t = useTexts('signIn');
  const cache = useQueryClient();
  usePageTitle(t('title'));
  return (
    <main className={css.page}>
      <div className={css.card}>
        <h1>{t('title')}</h1>
        <SignInSteps onDone={(session) => cache.setQueryData(keys.session, session)} />
      </div>
    </main>
  );
}
