import { join } from 'node:path';
import { projectRoot } from './shared/project-root.ts';

/** Paths of the content that comes with the code. */
export function contentPaths() {
  const root = projectRoot();
  return {
    dialogsDir: join(root, 'dialogs'),
    localesDir: join(root, 'locales'),
    migrationsDir: join(root, 'migrations', 'sqlite'),
    whatsappMigrationsDir: join(root, 'migrations', 'whatsapp'),
    webDir: join(root, 'dist', 'web'),
    modelDir: join(root, 'dist', 'understanding'),
  };
}
