import type { ChannelCapabilities } from '../channel.ts';

/** A letter: text of any reasonable length, nothing to press. */
export const EMAIL_CAPABILITIES: ChannelCapabilities = {
  choices: 'numbered',
  maxButtons: 0,
  cards: false,
  files: false,
  maxTextLength: 100_000,
};
