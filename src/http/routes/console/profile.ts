import type { ConsoleRoutes } from './deps.ts';

export const profileRoutes: ConsoleRoutes = () => {};
