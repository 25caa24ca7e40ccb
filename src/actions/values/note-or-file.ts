import type { Value, ValueKind } from '../../dialog/action.ts';
import type { SapaScope } from '../scope.ts';

const LONGEST_NOTE = 2000;

/** The debtor's own words about a matter, a file, or both: `{ note?, attachmentId? }`. */
export const noteOrFile: ValueKind<SapaScope> = {
  freeText: true,
  async read(_scope, heard) {
    const [file] = heard.files;
    const note = heard.text.trim().slice(0, LONGEST_NOTE);
    if (!file && note === '') return { ok: false };
    const value: Value = { ...(note && { note }), ...(file && { attachmentId: file.id }) };
    return { ok: true, value, fit: file ? 'whole' : 'part' };
  },
};
