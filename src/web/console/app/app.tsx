import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { Router } from 'wouter';
import { cssVariables, theme } from '../theme.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { Gate } from './gate.tsx';
import { styleNonce } from './nonce.ts';
import { newQueryClient } from './query-client.ts';

// What is said in the corner comes after the first page: nothing is said before.
const Notices = lazy(() => import('./notices.tsx'));

/** Everything around the pages. */
export function App() {
  const [client] = useState(newQueryClient);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      getStyleNonce={() => styleNonce}
    >
      <Suspense>
        <Notices />
      </Suspense>
      <ErrorBoundary>
        <QueryClientProvider client={client}>
          <Router base="/console">
            <Gate />
          </Router>
        </QueryClientProvider>
      </ErrorBoundary>
    </MantineProvider>
  );
}
