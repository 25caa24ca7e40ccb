import { expect } from 'vitest';
import { conversation } from './conversation.ts';

/** Each row: what the debtor says, what is answered. */
export async function follow(
  rows: [said: string, answered: string][],
  options: Parameters<typeof conversation>[0] = {},
) {
  const talk = conversation(options);
  const heard: [string, string][] = [];
  for (const [said] of rows) heard.push([said, await talk.say(said)]);
  expect(heard).toEqual(rows);
  return talk;
}
