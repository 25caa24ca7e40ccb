import type { ConsoleRoutes } from './deps.ts';

export const handoffsRoutes: ConsoleRoutes = () => {};
