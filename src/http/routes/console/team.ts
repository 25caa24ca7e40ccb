import type { ConsoleRoutes } from './deps.ts';

export const teamRoutes: ConsoleRoutes = () => {};
