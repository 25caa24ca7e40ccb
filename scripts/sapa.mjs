// `npm run sapa -- …`: builds when there is no build yet, then runs the command line.
import { existsSync } from 'node:fs';

if (!existsSync(new URL('../dist/cli.js', import.meta.url))) await import('./build.mjs');
await import('../dist/cli.js');
