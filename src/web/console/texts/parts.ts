import type { ConsoleLocale } from '../../../http/contract/console.ts';

type Words = () => Promise<{ default: object }>;

/** Parts that come with the pages that speak them; see `withTexts`. */
export const PARTS = {
  callBacks: { id: () => import('./id/call-backs.json'), en: () => import('./en/call-backs.json') },
  conversation: { id: () => import('./id/conversation.json'), en: () => import('./en/conversation.json') },
  debtors: { id: () => import('./id/debtors.json'), en: () => import('./en/debtors.json') },
  disputes: { id: () => import('./id/disputes.json'), en: () => import('./en/disputes.json') },
  profile: { id: () => import('./id/profile.json'), en: () => import('./en/profile.json') },
  proofs: { id: () => import('./id/proofs.json'), en: () => import('./en/proofs.json') },
  replies: { id: () => import('./id/replies.json'), en: () => import('./en/replies.json') },
  serviceLevels: {
    id: () => import('./id/service-levels.json'),
    en: () => import('./en/service-levels.json'),
  },
  slip: { id: () => import('./id/slip.json'), en: () => import('./en/slip.json') },
  team: { id: () => import('./id/team.json'), en: () => import('./en/team.json') },
  whatsapp: { id: () => import('./id/whatsapp.json'), en: () => import('./en/whatsapp.json') },
} as const satisfies Record<string, Record<ConsoleLocale, Words>>;

export type PagePart = keyof typeof PARTS;

/** What every page may say: one chunk for each language. */
export const FIRST = {
  id: () => import('./id/first.ts'),
  en: () => import('./en/first.ts'),
};
