import type { ConsoleRoutes } from './deps.ts';

export const sessionRoutes: ConsoleRoutes = () => {};
