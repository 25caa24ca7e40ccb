import { join } from 'node:path';
import { projectRoot } from '../shared/project-root.ts';
import type { Database, ReadTx } from '../storage/database.ts';
import { readServicePolicy, type ServicePolicy } from './policy.ts';

const inUse = new WeakMap<ReadTx['connection'], ServicePolicy>();
let shipped: ServicePolicy | undefined;

/**
 * Makes `policy` the one that counts for this database. Without it the shipped one counts, so that the
 * command line and tests need no wiring.
 */
export async function applyServicePolicy(database: Database, policy: ServicePolicy): Promise<void> {
  await database.write(async (tx) => inUse.set(tx.connection, policy));
  await database.read(async (tx) => inUse.set(tx.connection, policy));
}

/** The service levels that count in this transaction. */
export function policyOf(tx: ReadTx): ServicePolicy {
  const set = inUse.get(tx.connection);
  if (set) return set;
  shipped ??= readServicePolicy(join(projectRoot(), 'dialogs', 'policies'));
  return shipped;
}
