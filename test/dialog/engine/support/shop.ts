import {
  type Actions,
  defineAction,
  type TurnScope,
  type ValueKinds,
} from '../../../../src/dialog/action.ts';
import { say } from '../../../../src/dialog/reply.ts';

/** A scope with just enough behind it to prove who asks and to count what was done. */
export interface ShopScope extends TurnScope {
  shop: Shop;
}

export interface Shop {
  verified: boolean;
  code: string;
  /** Names of the actions run, with the values they got. */
  done: string[];
  locale: 'id' | 'en';
  now: number;
  handoffOpen: boolean;
  nobodyThere?: boolean;
}

export function scopeOf(shop: Shop): ShopScope {
  return {
    shop,
    now: shop.now,
    today: '2026-03-11',
    timeZone: 'Asia/Jakarta',
    locale: shop.locale,
    currency: 'IDR',
    creditorName: 'PT Contoh',
    isVerified: () => shop.verified,
  };
}

const note = (scope: ShopScope, name: string, values: object) => {
  scope.shop.done.push(`${name} ${JSON.stringify(values)}`);
};

export const shopActions: Actions<ShopScope> = {
  'ledger.balance': defineAction({
    outcomes: ['told'],
    needs: [],
    verified: true,
    async run(scope: ShopScope, values) {
      if (!scope.isVerified()) throw new Error('balance told to a stranger');
      note(scope, 'balance', values);
      return { outcome: 'told', say: { total: { minor: 725_000_000, currency: 'IDR' } } };
    },
  }),
  'ledger.status': defineAction({
    outcomes: ['found', 'unknown'],
    needs: ['invoice'],
    verified: true,
    async run(scope: ShopScope, values) {
      if (!scope.isVerified()) throw new Error('status told to a stranger');
      note(scope, 'status', values);
      const unknown = String(values.invoice).endsWith('404');
      return unknown ? { outcome: 'unknown', set: { invoice: null } } : { outcome: 'found' };
    },
  }),
  'ledger.page': defineAction({
    outcomes: ['page', 'end'],
    needs: [],
    takes: ['page'],
    sets: ['page'],
    verified: true,
    async run(scope: ShopScope, values) {
      note(scope, 'page', values);
      const page = Number(values.page ?? 0) + 1;
      if (page > 2) return { outcome: 'end' };
      const numbers = ['INV-1', 'INV-2'].map((one) => one.replace('-', `-${page}`));
      return {
        outcome: 'page',
        set: { page },
        listed: numbers.map((one) => ({ label: { verbatim: one }, value: one })),
        replies: [
          {
            ...say('list.page'),
            choices: numbers.map((one) => ({
              label: { verbatim: one },
              value: `flow:status ${JSON.stringify({ invoice: one })}`,
            })),
          },
        ],
      };
    },
  }),
  'proof.record': defineAction({
    outcomes: ['recorded', 'unreadable'],
    needs: ['invoice', 'slip'],
    takes: ['remark'],
    async run(scope: ShopScope, values) {
      note(scope, 'record', values);
      return { outcome: String(values.slip).includes('blurred') ? 'unreadable' : 'recorded' };
    },
  }),
  'dispute.open': defineAction({
    outcomes: ['opened'],
    needs: ['invoice', 'reason', 'story'],
    async run(scope: ShopScope, values) {
      note(scope, 'dispute', values);
      return { outcome: 'opened', say: { case: 'D-1' } };
    },
  }),
  'identity.start': defineAction({
    outcomes: ['sent'],
    needs: ['number'],
    async run(scope: ShopScope, values) {
      note(scope, 'start', values);
      return { outcome: 'sent' };
    },
  }),
  'identity.check': defineAction({
    outcomes: ['proven', 'wrong', 'locked'],
    needs: ['code'],
    async run(scope: ShopScope, values) {
      note(scope, 'check', {});
      if (values.code === '999999') return { outcome: 'locked' };
      scope.shop.verified = values.code === scope.shop.code;
      return { outcome: scope.shop.verified ? 'proven' : 'wrong', replies: [] };
    },
  }),
  'identity.end': defineAction({
    outcomes: ['ended'],
    needs: [],
    async run(scope: ShopScope) {
      scope.shop.verified = false;
      return { outcome: 'ended' };
    },
  }),
  'ledger.note': defineAction({
    outcomes: ['noted'],
    needs: ['score'],
    async run(scope: ShopScope, values) {
      note(scope, 'note', values);
      return { outcome: 'noted' };
    },
  }),
  'handoff.start': defineAction({
    outcomes: ['queued', 'nobody_online', 'already_waiting'],
    handsOver: true,
    needs: ['reason'],
    takes: ['open'],
    async run(scope: ShopScope, values) {
      note(scope, 'handoff', { reason: values.reason! });
      const outcome = scope.shop.handoffOpen
        ? 'already_waiting'
        : scope.shop.nobodyThere
          ? 'nobody_online'
          : 'queued';
      scope.shop.handoffOpen = true;
      return { outcome };
    },
  }),
};

/** A slip: a file, or words that begin with "ref". */
export const shopKinds: ValueKinds<ShopScope> = {
  slip: {
    upFront: true,
    async read(_scope, heard) {
      const file = heard.files[0];
      if (file) return { ok: true, value: file.name, fit: 'whole' };
      if (/^ref/.test(heard.text)) return { ok: true, value: heard.text, fit: 'whole' };
      if (/^photo /.test(heard.text)) return { ok: false, refused: say('proof.no_words') };
      return { ok: false };
    },
  },
  own_invoice: {
    verified: true,
    upFront: true,
    async offer(scope) {
      if (!scope.isVerified()) throw new Error('invoices offered to a stranger');
      return ['INV-11', 'INV-12', 'INV-13'].map((one) => ({ label: { verbatim: one }, value: one }));
    },
    async read(scope, heard, offered) {
      if (!scope.isVerified()) throw new Error('invoices read for a stranger');
      const entity = heard.understood.entities.find((one) => one.type === 'reference');
      if (entity) {
        const whole = heard.text.trim() === entity.raw;
        return { ok: true, value: entity.raw.toUpperCase(), fit: whole ? 'whole' : 'part' };
      }
      const place = heard.understood.entities.find((one) => one.type === 'ordinal');
      const listed = place && offered[place.position - 1];
      return listed ? { ok: true, value: listed.value, fit: 'part' } : { ok: false };
    },
  },
};
