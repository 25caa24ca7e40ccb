import type { ConsoleRoutes } from './deps.ts';

export const debtorsRoutes: ConsoleRoutes = () => {};
