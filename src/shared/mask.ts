/** A contact as it may be shown or printed: enough to recognise one's own, too little to learn another's. */
export function maskContact(address: string): string {
  const at = address.lastIndexOf('@');
  if (at < 0) return `•••${address.length > 6 ? address.slice(-3) : ''}`;
  const local = [...address.slice(0, at)];
  return `${local.length > 1 ? local[0] : ''}•••${address.slice(at)}`;
}
