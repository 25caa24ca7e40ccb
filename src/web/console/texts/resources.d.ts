import type callBacks from './en/call-backs.json';
import type conversation from './en/conversation.json';
import type debtors from './en/debtors.json';
import type disputes from './en/disputes.json';
import type profile from './en/profile.json';
import type proofs from './en/proofs.json';
import type queue from './en/queue.json';
import type replies from './en/replies.json';
import type serviceLevels from './en/service-levels.json';
import type shell from './en/shell.json';
import type signIn from './en/sign-in.json';
import type slip from './en/slip.json';
import type team from './en/team.json';
import type ui from './en/ui.json';
import type whatsapp from './en/whatsapp.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'shell';
    returnNull: false;
    /** One namespace for each part of the console; a part's words are edited in its own file. */
    resources: {
      callBacks: typeof callBacks;
      conversation: typeof conversation;
      debtors: typeof debtors;
      disputes: typeof disputes;
      profile: typeof profile;
      proofs: typeof proofs;
      queue: typeof queue;
      replies: typeof replies;
      serviceLevels: typeof serviceLevels;
      shell: typeof shell;
      signIn: typeof signIn;
      slip: typeof slip;
      team: typeof team;
      ui: typeof ui;
      whatsapp: typeof whatsapp;
    };
  }
}
