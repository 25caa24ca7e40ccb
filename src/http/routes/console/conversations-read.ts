import type { ConsoleRoutes } from './deps.ts';

export const conversationsReadRoutes: ConsoleRoutes = () => {};
