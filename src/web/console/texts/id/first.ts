import queue from './queue.json';
import shell from './shell.json';
import signIn from './sign-in.json';
import ui from './ui.json';

/** What the first page says; other parts come with their pages. */
export const first = { queue, shell, signIn, ui };
