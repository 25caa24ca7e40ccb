import { useLocation } from 'wouter';
import { useTexts } from '../texts/index.ts';
import { DESTINATIONS, type Destination } from './destinations.ts';
import { useShortcut } from './shortcuts.ts';

/** `g q` and the like, and `/` for the search field of the page. */
export function GoShortcuts() {
  const t = useTexts('shell');
  useShortcut('/', t('keys.search'), focusSearch, { group: 'go' });
  return DESTINATIONS.map((one) => <Go key={one.name} to={one} />);
}

function Go({ to }: { to: Destination }) {
  const t = useTexts('shell');
  const [, navigate] = useLocation();
  useShortcut(to.keys, t(`nav.${to.name}`), () => navigate(to.path), { group: 'go' });
  return null;
}

function focusSearch(): void {
  document.querySelector<HTMLInputElement>('#main input[type="search"]')?.focus();
}
