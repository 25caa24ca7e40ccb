/**
 * Keys of everything the cache holds, in one place: the live feed and the optimistic changes name them
 * too. A shorter key stands for everything below it.
 */
export const keys = {
  session: ['session'] as const,
  ownSessions: ['own-sessions'] as const,
  team: ['team'] as const,
  replies: (filter: object = {}) => ['replies', filter] as const,
  everyReply: ['replies'] as const,

  counts: ['counts'] as const,
  filters: ['filters'] as const,
  /** Every list of the queue; `queue(filter)` is one of them (an infinite query of QueuePage). */
  queues: ['queue'] as const,
  queue: (filter: object) => ['queue', filter] as const,
  callBacks: (filter: object = {}) => ['call-backs', filter] as const,
  everyCallBack: ['call-backs'] as const,
  serviceLevels: (days: number) => ['service-levels', days] as const,

  conversations: ['conversation'] as const,
  conversation: (id: number) => ['conversation', id] as const,
  /** An infinite query of MessagesPage, newest page first. */
  messages: (id: number) => ['messages', id] as const,
  everyMessage: ['messages'] as const,

  proofs: ['proofs'] as const,
  proofList: (filter: object) => ['proofs', 'list', filter] as const,
  proof: (id: number) => ['proofs', 'one', id] as const,
  disputes: ['disputes'] as const,
  disputeList: (filter: object) => ['disputes', 'list', filter] as const,
  dispute: (id: number) => ['disputes', 'one', id] as const,

  whatsapp: ['whatsapp'] as const,
  whatsappNumbers: ['whatsapp', 'numbers'] as const,
  whatsappAlerts: ['whatsapp', 'alerts'] as const,

  debtorSearch: (filter: object) => ['debtors', 'list', filter] as const,
  debtor: (id: number) => ['debtors', 'one', id] as const,
};
