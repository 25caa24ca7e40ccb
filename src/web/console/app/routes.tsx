import { lazy, Suspense } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import { withTexts } from '../texts/index.ts';
import { SkeletonRows } from '../ui/skeleton-rows.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { NotFound } from './not-found.tsx';

// Each page is a chunk of its own, loaded when it is first opened, together with the words of the parts
// that it and its components speak.
const QueuePage = lazy(() => import('../pages/queue/queue-page.tsx'));
const ConversationPage = lazy(() =>
  withTexts(['conversation'], import('../pages/conversation/conversation-page.tsx')),
);
const ProofsPage = lazy(() => withTexts(['proofs', 'slip'], import('../pages/proofs/proofs-page.tsx')));
const DisputesPage = lazy(() =>
  withTexts(['disputes', 'slip'], import('../pages/disputes/disputes-page.tsx')),
);
const CallBacksPage = lazy(() => withTexts(['callBacks'], import('../pages/call-backs/call-backs-page.tsx')));
const DebtorsPage = lazy(() =>
  withTexts(['debtors', 'conversation'], import('../pages/debtors/debtors-page.tsx')),
);
const ServiceLevelsPage = lazy(() =>
  withTexts(['serviceLevels'], import('../pages/service-levels/service-levels-page.tsx')),
);
const TeamPage = lazy(() => withTexts(['team', 'profile'], import('../pages/team/team-page.tsx')));
const RepliesPage = lazy(() => withTexts(['replies'], import('../pages/replies/replies-page.tsx')));
const WhatsAppPage = lazy(() => withTexts(['whatsapp'], import('../pages/whatsapp/whatsapp-page.tsx')));
const ProfilePage = lazy(() => withTexts(['profile'], import('../pages/profile/profile-page.tsx')));

/** Pages with an id in their address get it with `useParams()` of wouter. */
export function Routes() {
  const [location] = useLocation();
  return (
    <ErrorBoundary resetKey={location}>
      <Suspense fallback={<SkeletonRows />}>
        <Switch>
          <Route path="/">
            <Redirect to="/queue" replace />
          </Route>
          <Route path="/queue" component={QueuePage} />
          <Route path="/conversations/:id" component={ConversationPage} />
          <Route path="/proofs/:id?" component={ProofsPage} />
          <Route path="/disputes/:id?" component={DisputesPage} />
          <Route path="/call-backs" component={CallBacksPage} />
          <Route path="/debtors/:id?" component={DebtorsPage} />
          <Route path="/service-levels" component={ServiceLevelsPage} />
          <Route path="/team" component={TeamPage} />
          <Route path="/replies" component={RepliesPage} />
          <Route path="/whatsapp" component={WhatsAppPage} />
          <Route path="/profile" component={ProfilePage} />
          <Route component={NotFound} />
        </Switch>
      </Suspense>
    </ErrorBoundary>
  );
}
