import type { Account, Device } from './accounts.ts';
import type { Mode } from './addresses.ts';

/** Which message went where: so that it is delivered once, and its receipts find back. */
export class Routes {
  private readonly delivered = new Set<string>();
  private readonly modes = new Map<string, Mode>();

  /** Whether this device has not had it from this sender; from now on it has. */
  isNew(from: Device, to: Device, id: string): boolean {
    const key = `${from.account.number} ${to.address('pn')} ${id}`;
    if (this.delivered.has(key)) return false;
    this.delivered.add(key);
    return true;
  }

  /** The device could not read it: the same id may come once more. */
  again(from: Account, to: Device, id: string): void {
    this.delivered.delete(`${from.number} ${to.address('pn')} ${id}`);
  }

  /** How the sender addressed the chat; its receipts come from that address. */
  remember(from: Account, id: string, mode: Mode): void {
    this.modes.set(`${from.number} ${id}`, mode);
  }

  modeOf(from: Account, id: string): Mode | undefined {
    return this.modes.get(`${from.number} ${id}`);
  }
}
