import type { BinaryNode } from '@whiskeysockets/baileys';
import type { Account } from '../server/accounts.ts';
import { child, type Node } from '../server/nodes.ts';
import type { Watched } from '../server/until.ts';
import type { Network } from './client.ts';
import { shareHistory } from './history.ts';
import { answerHello, openFinish } from './pairing-code.ts';
import { Phone } from './phone.ts';
import { readQr, vouch } from './vouching.ts';

/** The firm's own phone: links devices, sends them away, and may type to debtors itself. */
export class OwnerPhone extends Phone {
  /** What a device that shows a pairing code has told, and what it answered. */
  private readonly codeStages = new Map<string, Node>();
  private keyIndex = 100;

  private readonly serverSide: Watched;

  /** `serverSide` changes whenever something happened at the server. */
  constructor(account: Account, network: Network, serverSide: Watched) {
    super(account, network);
    this.serverSide = serverSide;
    this.eachSocket((socket) => {
      socket.ws.on('CB:notification,type:link_code_companion_reg', (stanza: BinaryNode) => {
        const reg = child(stanza, 'link_code_companion_reg');
        if (reg?.attrs.stage) this.codeStages.set(reg.attrs.stage, reg);
        this.changed();
      });
    });
  }

  /**
   * Scans a QR code: the device that shows it becomes one of this number. Resolves when the device has logged
   * in and has its history; rejects where the code is unknown or expired.
   */
  async scan(qr: string): Promise<void> {
    const before = this.deviceIds();
    await vouch(this.sock, this.auth.creds, readQr(qr), this.nextIndex());
    await this.welcome(before);
  }

  /** Types the code a device shows. Rejects where it is the wrong one or no device shows one. */
  async enterCode(code: string): Promise<void> {
    const before = this.deviceIds();
    const hello = await this.until('a device with a code', () => this.codeStages.get('companion_hello'));
    this.codeStages.clear();
    const exchange = await answerHello(this.sock, this.auth.creds, hello, code.replace('-', ''));
    const finish = await this.until('its answer', () => this.codeStages.get('companion_finish'));
    const applicant = openFinish(this.auth.creds, exchange, finish);
    await vouch(this.sock, this.auth.creds, applicant, this.nextIndex());
    await this.welcome(before);
  }

  /** Sends every linked device away, as "log out" in the list of linked devices does. */
  async unlinkAll(): Promise<void> {
    for (const device of [...this.account.devices.values()]) {
      if (device.id === 0) continue;
      await this.sock.query({
        tag: 'iq',
        attrs: { to: '@s.whatsapp.net', type: 'set', xmlns: 'md' },
        content: [
          { tag: 'remove-companion-device', attrs: { jid: device.address('pn'), reason: 'user_initiated' } },
        ],
      });
    }
  }

  /** After linking a phone sends its history; without it a new device stays silent for 20 seconds. */
  private async welcome(before: Set<number>): Promise<void> {
    const device = await this.serverSide.until('the device to log in', () =>
      [...this.account.devices.values()].find((one) => !before.has(one.id) && one.connection?.active),
    );
    await shareHistory(this.sock, device.address('lid'));
  }

  private deviceIds(): Set<number> {
    return new Set(this.account.devices.keys());
  }

  private nextIndex(): number {
    this.keyIndex += 1;
    return this.keyIndex;
  }
}
