import type { Party } from './ports.ts';

/** Every name the other side may have in the channel's own tables, the most lasting first. */
export function chatsOf({ lid, phone, bsuid }: Party): string[] {
  const names: string[] = [];
  if (lid !== undefined) names.push(`lid:${lid}`);
  if (phone !== undefined) names.push(`phone:${phone}`);
  if (bsuid !== undefined) names.push(`bsuid:${bsuid}`);
  return names;
}

/** The name under which what we send is counted and kept. */
export function chatOf(party: Party): string {
  return chatsOf(party)[0] ?? 'nobody';
}
