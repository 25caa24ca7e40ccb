import type { ConsoleRoutes } from './deps.ts';

export const filesRoutes: ConsoleRoutes = () => {};
