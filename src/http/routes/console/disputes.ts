import type { ConsoleRoutes } from './deps.ts';

export const disputesRoutes: ConsoleRoutes = () => {};
