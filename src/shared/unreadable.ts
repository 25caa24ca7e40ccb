/** What came and cannot be read by us: answered honestly, never silently dropped. */
export const UNREADABLE = [
  'voice',
  'video',
  'sticker',
  'location',
  'contact',
  'undecryptable',
  'too_large',
  'unsupported_type',
  'file_lost',
  'other',
] as const;

export type Unreadable = (typeof UNREADABLE)[number];
