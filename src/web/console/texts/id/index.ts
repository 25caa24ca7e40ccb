import callBacks from './call-backs.json';
import conversation from './conversation.json';
import debtors from './debtors.json';
import disputes from './disputes.json';
import profile from './profile.json';
import proofs from './proofs.json';
import queue from './queue.json';
import replies from './replies.json';
import shell from './shell.json';
import signIn from './sign-in.json';
import team from './team.json';
import ui from './ui.json';

/** One namespace for each part of the console; a part's words are edited in its own file. */
export const texts = {
  callBacks,
  conversation,
  debtors,
  disputes,
  profile,
  proofs,
  queue,
  replies,
  shell,
  signIn,
  team,
  ui,
};
