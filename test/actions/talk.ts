import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { actions, valueKinds } from '../../src/actions/index.ts';
import type { SapaScope } from '../../src/actions/scope.ts';
import type { ChannelCapabilities } from '../../src/channels/channel.ts';
import { createTexts } from '../../src/conversation/texts.ts';
import { createWording } from '../../src/conversation/wording.ts';
import type { InboundFile } from '../../src/dialog/action.ts';
import { createEngine } from '../../src/dialog/engine.ts';
import { loadDialogs } from '../../src/dialog/load-dialogs.ts';
import { newState } from '../../src/dialog/state.ts';
import { createUnderstanding } from '../../src/dialog/understanding/create-understanding.ts';
import { loadModel } from '../../src/dialog/understanding/load-model.ts';
import { readUnderstandingPolicy } from '../../src/dialog/understanding/policy.ts';
import { createIdentityService, parseOtpPolicy } from '../../src/identity/index.ts';
import { todayOf } from '../../src/receivables/index.ts';
import type { Locale } from '../../src/shared/locale.ts';
import { projectRoot } from '../../src/shared/project-root.ts';
import type { Tx } from '../../src/storage/database.ts';
import { addAttachment, type World } from '../support/debtor.ts';

const root = projectRoot();
const dialogsDir = join(root, 'dialogs');
const localesDir = join(root, 'locales');
const dialogs = loadDialogs({ dialogsDir, localesDir });
const wording = createWording(createTexts(dialogs.texts));
const understanding = createUnderstanding({
  model: await loadModel({ localesDir, cacheDir: join(root, 'dist', 'understanding') }),
  policy: readUnderstandingPolicy(join(dialogsDir, 'policies', 'understanding.yml')),
});
const engine = createEngine<SapaScope>({ dialogs, actions, valueKinds, understanding, label: wording.label });
const identity = createIdentityService({
  otpSecret: Buffer.alloc(32),
  policy: parseOtpPolicy(parse(readFileSync(join(dialogsDir, 'policies', 'otp.yml'), 'utf8'))),
});

const CHANNEL: ChannelCapabilities = {
  choices: 'buttons',
  maxButtons: 12,
  cards: false,
  files: true,
  maxTextLength: 4000,
};

/** A verified debtor talking to the real flows, understanding and words; cards come as lines of text. */
export function talk(tx: Tx, world: World, now: number, locale: Locale = 'id') {
  const { debtor, creditorId, conversationId } = world;
  let state = newState(locale);
  const saved: { name: string; bytes: Buffer }[] = [];
  const trace: string[] = [];

  function scope(): SapaScope {
    return {
      tx,
      now,
      today: todayOf(debtor, now),
      timeZone: debtor.timeZone,
      locale: state.locale,
      currency: 'IDR',
      creditorName: 'PT Contoh',
      debtor,
      isVerified: () => true,
      text: (key) => wording.line({ key }, state.locale),
      conversation: {
        id: conversationId,
        creditorId,
        channel: 'webchat',
        account: 'demo',
        senderId: 'visitor',
      },
      identity,
      files: {
        save: async (file) => {
          saved.push(file);
          return { token: 't', name: file.name, mediaType: file.mediaType, size: file.bytes.length };
        },
      },
    };
  }

  return {
    saved,
    trace,
    get choices() {
      return state.offered.map((one) => one.label);
    },
    get open() {
      return state.stack.map((frame) => `${frame.flow}.${frame.step}`);
    },
    /** Says something, with a file of this content if given; returns the words of the answer. */
    async say(text: string, content?: string): Promise<string> {
      const current = scope();
      const understood = understanding.understand(text, {
        locale: state.locale,
        today: current.today,
        currency: 'IDR',
      });
      const files: InboundFile[] = content
        ? [
            {
              id: addAttachment(tx, conversationId, content),
              name: 'slip.png',
              mediaType: 'image/png',
              size: 3,
            },
          ]
        : [];
      const result = await engine.turn(current, state, { text, files, understood });
      state = result.state;
      trace.push(...result.trace.map((one) => `${one.flow}.${one.step}`));
      return wording
        .render(result.replies, state.locale, CHANNEL)
        .map((body) => body.text)
        .join('\n\n');
    },
  };
}
