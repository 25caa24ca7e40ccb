import { join } from 'node:path';
import { projectRoot } from '../../src/shared/project-root.ts';
import { openWhatsAppStore, type WhatsAppStorage } from '../../src/storage/whatsapp/index.ts';
import { temporaryDir } from './database.ts';

export const WHATSAPP_MIGRATIONS = join(projectRoot(), 'migrations', 'whatsapp');
export const WHATSAPP_KEY = 'a data key of tests, long enough to be one';

/** The channel's own database with its real migrations; a file, so that it can be opened again. */
export function temporaryWhatsAppStore(
  file = join(temporaryDir(), 'whatsapp.db'),
  key = WHATSAPP_KEY,
): WhatsAppStorage & { readonly file: string } {
  return { ...openWhatsAppStore(file, WHATSAPP_MIGRATIONS, key), file };
}
