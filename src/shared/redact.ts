const PATTERNS: readonly (readonly [RegExp, string])[] = [
  // Tokens first: their parts would otherwise be taken for something else.
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, '[token]'],
  [/\bBearer\s+\S+/gi, 'Bearer [token]'],
  [/([?&](?:t|token|watermark|userId)=)[^&\s"']+/gi, '$1[hidden]'],
  [/(\/attachments\/)[\w-]+/g, '$1[token]'],
  [/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, '[address]'],
  // Codes, phone numbers, accounts: six digits or more, however they are grouped.
  [/(?<![\w.])\+?\d(?:[ .-]?\d){5,}(?!\w)/g, '[number]'],
];

/** Takes tokens, addresses and long numbers out of a text that goes to a log or an operator. */
export function redact(text: string): string {
  return PATTERNS.reduce((clean, [pattern, word]) => clean.replace(pattern, word), text);
}
