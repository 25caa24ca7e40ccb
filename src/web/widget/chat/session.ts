import type { Activity, ActivitySet, HandoffState } from '../../../http/contract/webchat.ts';
import { Connection } from '../link/connection.ts';
import { type DirectLine, directLine } from '../link/direct-line.ts';
import type { UiLocale } from '../texts/index.ts';
import { localeOf } from '../texts/index.ts';
import { type Credentials, CredentialsKeeper } from './credentials.ts';
import { type Memory, memory } from './memory.ts';
import { Messages } from './messages.ts';
import { type Entry, Timeline, type TimelineView } from './timeline.ts';

export type LinkState = 'connecting' | 'online' | 'lost' | 'busy' | 'refused';

/** What the session tells the screen. */
export interface SessionView extends TimelineView {
  onLink: (state: LinkState) => void;
  /** Who answers, known once a token came. */
  onNames: (creditorName: string, botName: string) => void;
  /** `name`: of the person who writes; without it Sapa does. */
  onTyping: (typing: boolean, name?: string) => void;
  /** History is coming in: it is not news and is not read out. */
  onReplaying: (replaying: boolean) => void;
  onEnded: () => void;
  onHandoff: (handoff: HandoffState | undefined) => void;
  /** The language Sapa last spoke. */
  onLocale: (locale: UiLocale) => void;
  /** Sapa or a collector said something new. */
  onNews: (entry: Entry) => void;
}

const TYPING_FADES_MS = 8000;
/** Whoever reads along is told of writing at most this often. */
const TELL_TYPING_MS = 3000;
/** A replay is over when its end was seen, or nothing came for this long. */
const REPLAY_QUIET_MS = 400;

/** One visitor's conversation: the stream in, the queue out, the timeline between. */
export class Session {
  readonly timeline: Timeline;
  readonly messages: Messages;
  readonly #view: SessionView;
  readonly #memory: Memory;
  readonly #api: DirectLine;
  readonly #keeper: CredentialsKeeper;
  readonly #connection: Connection;
  #typingTimer: ReturnType<typeof setTimeout> | undefined;
  #replayTimer: ReturnType<typeof setTimeout> | undefined;
  #saveTimer: ReturnType<typeof setTimeout> | undefined;
  /** Watermark at which this page's replay ends; undefined when nothing is being replayed. */
  #replayUntil: string | undefined;
  #started = false;
  #toldTyping = 0;

  constructor(options: { base: string; siteKey: string; locale: () => UiLocale; view: SessionView }) {
    const { base, siteKey, locale, view } = options;
    this.#view = view;
    this.#memory = memory(base, siteKey);
    this.#api = directLine(base);
    this.timeline = new Timeline(view);
    this.#replayUntil = this.#memory.session()?.watermark || undefined;
    this.#keeper = new CredentialsKeeper(this.#api, this.#memory, {
      base,
      siteKey,
      locale,
      onReady: (credentials) => this.#onReady(credentials),
      onEnded: () => this.#onEnded(),
    });
    this.messages = new Messages({
      api: this.#api,
      keeper: this.#keeper,
      memory: this.#memory,
      timeline: this.timeline,
      locale,
      reconnect: () => this.#connection.restart(),
    });
    this.#connection = new Connection({
      prepare: () => this.#keeper.prepare(),
      onOpen: () => this.#onOpen(),
      onSet: (set) => this.#onSet(set),
      onDown: (why) => view.onLink(why),
      poll: () => this.#poll(),
    });
  }

  /** Bot messages not read before the page was left; known without asking the server. */
  get unread(): number {
    return this.#keeper.now?.unread ?? 0;
  }

  set unread(count: number) {
    if (this.#keeper.now) this.#keeper.now.unread = count;
    this.#saveSoon();
  }

  /** First call to the server; before it nothing was asked for. */
  start(): void {
    if (this.#started) {
      this.#connection.start();
      return;
    }
    this.#started = true;
    this.#view.onLink('connecting');
    if (this.#replayUntil) this.#view.onReplaying(true);
    this.messages.restore();
    addEventListener('online', this.#backOnline);
    this.#connection.start();
  }

  /** The page gives the widget up; a later `start` goes on. */
  stop(): void {
    this.#started = false;
    removeEventListener('online', this.#backOnline);
    this.#connection.stop();
  }

  /** Forgets the conversation on this device and begins another. */
  startNew(): void {
    this.messages.clear();
    this.#keeper.forget();
    this.timeline.clear();
    this.#endReplay();
    this.#view.onTyping(false);
    this.#view.onHandoff(undefined);
    this.#view.onLink('connecting');
    this.#connection.restart();
  }

  /** Tells the person who has joined that something is being written; lost ones are no loss. */
  tellTyping(): void {
    const { now } = this.#keeper;
    if (!now || Date.now() - this.#toldTyping < TELL_TYPING_MS) return;
    this.#toldTyping = Date.now();
    void this.#api.post(now.token, now.conversationId, { type: 'typing' });
  }

  /** Tries at once whatever is waiting. */
  retryNow(): void {
    this.#connection.start();
    this.messages.kick();
  }

  #backOnline = () => this.#connection.restart();

  #onReady(credentials: Credentials): void {
    this.#view.onNames(credentials.creditorName, credentials.botName);
    if (!credentials.joined) this.messages.join(credentials);
    this.messages.kick();
  }

  #onOpen(): void {
    this.#view.onLink('online');
    if (this.#replayUntil) this.#replayQuiet();
  }

  #onEnded(): void {
    this.#endReplay();
    this.#view.onTyping(false);
    this.#view.onHandoff(undefined);
    if (this.timeline.entries.some((entry) => entry.placed)) this.#view.onEnded();
  }

  #onSet(set: ActivitySet): void {
    for (const activity of set.activities ?? []) {
      if (typeof activity?.type === 'string') this.#receive(activity);
    }
    const credentials = this.#keeper.now;
    if (!set.watermark || !credentials) return;
    credentials.watermark = set.watermark;
    if (this.#replayUntil === set.watermark) this.#endReplay();
    else if (this.#replayUntil) this.#replayQuiet();
    else this.#saveSoon();
  }

  #receive(activity: Activity): void {
    const fromBot = activity.from?.role === 'bot';
    const person = activity.from?.id === 'collector' ? activity.from.name : undefined;
    const handoff = activity.channelData?.handoff;
    if (handoff) this.#view.onHandoff(person ? { name: person, ...handoff } : handoff);
    if (activity.type === 'typing') {
      if (fromBot) this.#typing(person);
      return;
    }
    if (activity.type !== 'message') return;
    if (person && !handoff) this.#view.onHandoff({ state: 'assigned', name: person });
    const entry = this.timeline.receive(activity);
    if (!fromBot) this.messages.echoed(activity.channelData?.clientActivityID);
    if (!fromBot || !entry) return;
    this.#view.onTyping(false);
    const locale = localeOf(activity.locale);
    if (locale) this.#view.onLocale(locale);
    if (this.#replayUntil === undefined) this.#view.onNews(entry);
  }

  #typing(name: string | undefined): void {
    this.#view.onTyping(true, name);
    clearTimeout(this.#typingTimer);
    this.#typingTimer = setTimeout(() => this.#view.onTyping(false), TYPING_FADES_MS);
  }

  async #poll(): Promise<boolean> {
    const now = this.#keeper.now;
    if (!now) return false;
    const answer = await this.#api.read(now.token, now.conversationId, now.watermark);
    if (!answer.ok || this.#keeper.now !== now) return false;
    this.#view.onLink('online');
    this.#onSet(answer.body);
    return true;
  }

  #replayQuiet(): void {
    clearTimeout(this.#replayTimer);
    this.#replayTimer = setTimeout(() => this.#endReplay(), REPLAY_QUIET_MS);
  }

  #endReplay(): void {
    clearTimeout(this.#replayTimer);
    if (this.#replayUntil === undefined) return;
    this.#replayUntil = undefined;
    this.#view.onReplaying(false);
    this.#saveSoon();
  }

  /** Many frames may come at once: one write for all of them. */
  #saveSoon(): void {
    clearTimeout(this.#saveTimer);
    this.#saveTimer = setTimeout(() => this.#keeper.save(), 200);
  }
}
