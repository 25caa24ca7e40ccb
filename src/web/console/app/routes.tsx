import { lazy, Suspense } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import { SkeletonRows } from '../ui/skeleton-rows.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { NotFound } from './not-found.tsx';

// Each page is a chunk of its own, loaded when it is first opened.
const QueuePage = lazy(() => import('../pages/queue/queue-page.tsx'));
const ConversationPage = lazy(() => import('../pages/conversation/conversation-page.tsx'));
const ProofsPage = lazy(() => import('../pages/proofs/proofs-page.tsx'));
const DisputesPage = lazy(() => import('../pages/disputes/disputes-page.tsx'));
const CallBacksPage = lazy(() => import('../pages/call-backs/call-backs-page.tsx'));
const DebtorsPage = lazy(() => import('../pages/debtors/debtors-page.tsx'));
const TeamPage = lazy(() => import('../pages/team/team-page.tsx'));
const RepliesPage = lazy(() => import('../pages/replies/replies-page.tsx'));
const ProfilePage = lazy(() => import('../pages/profile/profile-page.tsx'));

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
          <Route path="/team" component={TeamPage} />
          <Route path="/replies" component={RepliesPage} />
          <Route path="/profile" component={ProfilePage} />
          <Route component={NotFound} />
        </Switch>
      </Suspense>
    </ErrorBoundary>
  );
}
