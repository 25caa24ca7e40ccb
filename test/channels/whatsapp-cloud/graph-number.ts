import { createHmac, randomBytes, randomInt } from 'node:crypto';
import type { CloudSettings } from '../../../src/channels/whatsapp/ports.ts';
import type { Clock } from '../../../src/shared/clock.ts';
import type { Template } from './graph-check.ts';

export type Json = Record<string, unknown>;
export type Sign = 'good' | 'bad' | 'missing' | { secret: string };

export const digits = (phone: string) => phone.replace(/\D/g, '');
export const someId = () =>
  `${1 + randomInt(8)}${randomInt(10 ** 12)
    .toString()
    .padStart(14, '0')}`;
export const wamid = () => `wamid.${randomBytes(30).toString('base64')}`;

/** A number of the business: what Meta knows of it, and the webhooks about it. */
export interface BusinessNumber {
  readonly phone: string;
  readonly settings: CloudSettings;
  readonly templates: Template[];
  /** What `GET /{phone-number-id}` says. */
  readonly profile: Json;
  /** False: its token has expired. */
  tokenValid: boolean;
  /** Where webhooks go. */
  webhook: string;
  addTemplate(template: Template): void;
  change(value: Json, field?: string): Json;
  /** Signs and posts; the HTTP status of the answer. `copies`: the same bytes more than once. */
  post(changes: Json[], options?: { sign?: Sign; copies?: number }): Promise<number>;
  /** Meta reports what became of a message of the number. */
  status(id: string, status: string, code?: number): Promise<number>;
  statusOf(id: string, status: string, code?: number): Json;
}

export function businessNumber(
  given: { phone: string; webhook?: string } & Partial<CloudSettings>,
  clock: Clock,
  accepted: (id: string) => { to: Json; callback?: string } | undefined,
): BusinessNumber {
  const { phone, webhook = '', ...own } = given;
  const settings: CloudSettings = {
    phoneNumberId: someId(),
    businessAccountId: someId(),
    accessToken: `EAA${randomBytes(24).toString('hex')}`,
    appSecret: randomBytes(16).toString('hex'),
    verifyToken: randomBytes(12).toString('hex'),
    ...own,
  };
  const number: BusinessNumber = {
    ...{ phone, settings, webhook, tokenValid: true, templates: [] },
    profile: {
      display_phone_number: phone.replace(/^(\+\d{2})(\d{3})(\d+)$/, '$1 $2-$3'),
      verified_name: 'PT Contoh',
      quality_rating: 'GREEN',
      name_status: 'APPROVED',
      status: 'CONNECTED',
      id: settings.phoneNumberId,
    },
    addTemplate: (template) => {
      number.templates.push(template);
    },
    change: (value, field = 'messages') => ({
      field,
      value: {
        messaging_product: 'whatsapp',
        metadata: { display_phone_number: digits(phone), phone_number_id: settings.phoneNumberId },
        ...value,
      },
    }),
    async post(changes, { sign = 'good', copies = 1 } = {}) {
      const entry = [{ id: settings.businessAccountId, changes }];
      const body = JSON.stringify({ object: 'whatsapp_business_account', entry });
      const headers: Record<string, string> = { 'content-type': 'application/json' };
      const secret = typeof sign === 'object' ? sign.secret : sign === 'bad' ? 'other' : settings.appSecret;
      if (sign !== 'missing') {
        headers['x-hub-signature-256'] = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
      }
      let status = 0;
      for (let copy = 0; copy < copies; copy++) {
        const response = await fetch(number.webhook, { method: 'POST', headers, body });
        await response.text();
        status = response.status;
      }
      return status;
    },
    statusOf(id, status, code) {
      const message = accepted(id);
      return {
        id,
        status,
        timestamp: String(Math.floor(clock.now() / 1000)),
        ...message?.to,
        ...(message?.callback && { biz_opaque_callback_data: message.callback }),
        ...(code !== undefined && {
          errors: [{ code, title: `Error ${code}`, message: `Error ${code}`, error_data: { details: 'x' } }],
        }),
      };
    },
    status: (id, status, code) =>
      number.post([number.change({ statuses: [number.statusOf(id, status, code)] })]),
  };
  return number;
}
