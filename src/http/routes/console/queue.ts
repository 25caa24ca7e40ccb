import type { ConsoleRoutes } from './deps.ts';

export const queueRoutes: ConsoleRoutes = () => {};
