/** What came and cannot be read by us: answered honestly, never silently dropped. */
export type Unreadable =
  | 'voice'
  | 'video'
  | 'sticker'
  | 'location'
  | 'contact'
  | 'undecryptable'
  | 'too_large'
  | 'unsupported_type'
  | 'file_lost'
  | 'other';
