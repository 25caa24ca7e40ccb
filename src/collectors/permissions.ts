export const ROLES = ['collector', 'supervisor', 'admin', 'auditor'] as const;
export type Role = (typeof ROLES)[number];

/**
 * What a route can ask for. Each is a sentence about what a person may do; the creditors to which it
 * applies come from the account, see `SignedInCollector.creditors`.
 */
export const PERMISSIONS = {
  /** Reading: queues, conversations, files of debtors, cases. */
  read: ['collector', 'supervisor', 'admin', 'auditor'],
  /** Claiming, writing to debtors, notes, giving conversations back. */
  work: ['collector', 'supervisor', 'admin'],
  /** Proofs and disputes, within the limits of the role. */
  decide: ['collector', 'supervisor', 'admin'],
  /** Giving a conversation to somebody else, deciding over limits. */
  supervise: ['supervisor', 'admin'],
  /** Canned replies for everybody. */
  edit_replies: ['supervisor', 'admin'],
  /** Seeing who works here. */
  read_team: ['collector', 'supervisor', 'admin', 'auditor'],
  /** Accounts, teams, roles. */
  manage_team: ['admin'],
  /** How the firm's own WhatsApp numbers fare. */
  read_whatsapp: ['supervisor', 'admin'],
  /** Linking them to Sapa and taking them off it, reminders over them. */
  manage_whatsapp: ['admin'],
  /** One's own profile, sessions, password. */
  own_account: ['collector', 'supervisor', 'admin', 'auditor'],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof PERMISSIONS;

export function allows(role: Role, permission: Permission): boolean {
  return (PERMISSIONS[permission] as readonly Role[]).includes(role);
}

export function permissionsOf(role: Role): Permission[] {
  return (Object.keys(PERMISSIONS) as Permission[]).filter((permission) => allows(role, permission));
}
