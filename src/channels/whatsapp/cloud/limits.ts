/** Meta's limits of a message, in characters (counted here in UTF-16 units, which is never fewer). */
export const LIMITS = {
  text: 4_096,
  buttons: 3,
  buttonTitle: 20,
  buttonBody: 1_024,
  rows: 10,
  rowTitle: 24,
  rowDescription: 72,
  rowId: 200,
  listBody: 4_096,
  caption: 1_024,
  fileName: 240,
  /** Of a file sent as a document. */
  documentBytes: 100 * 1024 * 1024,
  /** Of a one-time code in an authentication template. */
  code: 15,
  parameter: 1_024,
  callback: 512,
} as const;
