/**
 * `Content-Disposition` by RFC 6266: a plain ASCII name for old clients, the real one beside it (RFC 8187).
 * Whatever the name holds, it stays inside its quotes: no path, control or direction mark gets out.
 */
export function contentDisposition(kind: 'inline' | 'attachment', name: string): string {
  const last = wellFormed(name).split(/[/\\]/).at(-1) ?? '';
  const clean = last.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '').trim();
  const safe = clean === '' || /^\.+$/.test(clean) ? 'file' : [...clean].slice(-200).join('');
  const plain = safe.replace(/[^\w.() -]/g, '_');
  const encoded = encodeURIComponent(safe).replace(
    /['()*!]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

/** Half a character becomes U+FFFD: it could not be encoded. */
function wellFormed(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8');
}
