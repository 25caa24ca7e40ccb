import type { Account } from './accounts.ts';
import { parseAddress, writeAddress } from './addresses.ts';
import type { Answer } from './iq.ts';
import { child, children, type Node, node, result, words } from './nodes.ts';

/**
 * Who is on WhatsApp, with which devices and which LID. Users are asked for by address, or by number ("+62…",
 * contact protocol). Numbers without WhatsApp are left out of the answer.
 */
export const usync: Answer = (world, _connection, request) => {
  const asked = child(request, 'usync');
  const protocols = children(child(asked, 'query')).map((one) => one.tag);
  const users = children(child(asked, 'list'), 'user').flatMap((user): Node[] => {
    const contact = words(child(user, 'contact'));
    const account = contact ? world.accounts.ofPhone(contact) : world.accounts.account(user.attrs.jid);
    if (!account) return [];
    const mode = contact ? 'pn' : parseAddress(user.attrs.jid)!.mode;
    const parts = protocols.flatMap((name) => part(name, account, mode === 'pn'));
    return [node('user', { jid: writeAddress(account, mode) }, parts)];
  });
  return result(request, [node('usync', {}, [node('result'), node('list', {}, users)])]);
};

function part(protocol: string, account: Account, byNumber: boolean): Node[] {
  switch (protocol) {
    case 'contact':
      return [node('contact', { type: 'in' })];
    case 'lid':
      return byNumber ? [node('lid', { val: writeAddress(account, 'lid') })] : [];
    case 'devices':
      return [
        node('devices', {}, [
          node(
            'device-list',
            {},
            [...account.devices.values()].map((device) =>
              node('device', {
                id: String(device.id),
                'key-index': device.id === 0 ? undefined : String(device.keyIndex),
              }),
            ),
          ),
        ]),
      ];
    default:
      return [];
  }
}
