import { Link, useRoute } from 'wouter';
import type { QueueCounts } from '../../../http/contract/console.ts';
import { useTexts } from '../texts/index.ts';
import { Icon } from '../ui/icon.tsx';
import type { Destination } from './destinations.ts';
import css from './navigation.module.css';

/** One page of the navigation with the number of what waits there. */
export function NavLink(props: {
  to: Destination;
  counts: QueueCounts | undefined;
  phone?: boolean;
  onClick?: () => void;
}) {
  const { to, counts, phone } = props;
  const t = useTexts('shell');
  const [here] = useRoute(`${to.path}/*?`);
  const count = to.count ? (counts?.[to.count] ?? 0) : 0;
  return (
    <Link
      href={to.path}
      className={phone ? css.tab : css.link}
      aria-current={here ? 'page' : undefined}
      onClick={props.onClick}
    >
      <Icon name={to.icon} />
      <span>{t(`nav.${to.name}`)}</span>
      {count > 0 && (
        <span className={phone ? css.dot : css.count}>
          <span aria-hidden>{count > 99 ? '99+' : count}</span>
          <span className="visually-hidden">{t('waiting', { count })}</span>
        </span>
      )}
    </Link>
  );
}
