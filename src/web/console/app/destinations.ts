import type { Permission, QueueCounts } from '../../../http/contract/console.ts';
import type { IconName } from '../ui/icon.tsx';

export type Destination = {
  name:
    | 'queue'
    | 'proofs'
    | 'disputes'
    | 'callBacks'
    | 'debtors'
    | 'serviceLevels'
    | 'team'
    | 'replies'
    | 'whatsapp'
    | 'profile';
  path: string;
  icon: IconName;
  keys: string;
  permission: Permission;
  /** Its number in GET /queue/counts. */
  count?: keyof QueueCounts;
  /** In the bar at the foot of a phone; the others are behind "more". */
  onPhone?: boolean;
};

/** The pages of the navigation, in its order. */
export const DESTINATIONS: readonly Destination[] = [
  {
    name: 'queue',
    path: '/queue',
    icon: 'inbox',
    keys: 'g q',
    permission: 'read',
    count: 'unassigned',
    onPhone: true,
  },
  {
    name: 'proofs',
    path: '/proofs',
    icon: 'receipt',
    keys: 'g p',
    permission: 'read',
    count: 'proofs',
    onPhone: true,
  },
  {
    name: 'disputes',
    path: '/disputes',
    icon: 'scale',
    keys: 'g d',
    permission: 'read',
    count: 'disputes',
    onPhone: true,
  },
  {
    name: 'callBacks',
    path: '/call-backs',
    icon: 'phone',
    keys: 'g b',
    permission: 'read',
    count: 'callBacks',
    onPhone: true,
  },
  { name: 'debtors', path: '/debtors', icon: 'people', keys: 'g c', permission: 'read' },
  { name: 'serviceLevels', path: '/service-levels', icon: 'clock', keys: 'g s', permission: 'read' },
  { name: 'team', path: '/team', icon: 'team', keys: 'g t', permission: 'read_team' },
  { name: 'replies', path: '/replies', icon: 'quote', keys: 'g r', permission: 'read' },
  { name: 'whatsapp', path: '/whatsapp', icon: 'chatPhone', keys: 'g w', permission: 'read_whatsapp' },
  { name: 'profile', path: '/profile', icon: 'person', keys: 'g m', permission: 'own_account' },
];
