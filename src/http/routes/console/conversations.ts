import type { ConsoleRoutes } from './deps.ts';

export const conversationsRoutes: ConsoleRoutes = () => {};
