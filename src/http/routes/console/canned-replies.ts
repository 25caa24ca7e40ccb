import type { ConsoleRoutes } from './deps.ts';

export const cannedRepliesRoutes: ConsoleRoutes = () => {};
