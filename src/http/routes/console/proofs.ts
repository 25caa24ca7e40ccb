import type { ConsoleRoutes } from './deps.ts';

export const proofsRoutes: ConsoleRoutes = () => {};
