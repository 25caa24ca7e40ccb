import { QueryIds, S_WHATSAPP_NET, XWAPaths } from '@whiskeysockets/baileys';
import type { Connection } from './connection.ts';
import { digest, handBundles, preKeyCount, rotateKey, uploadKeys } from './iq-keys.ts';
import { usync } from './iq-usync.ts';
import { activate } from './login.ts';
import { children, failed, Malformed, type Node, node, result, seconds } from './nodes.ts';
import type { World } from './world.ts';

export type Answer = (world: World, connection: Connection, request: Node) => Node | undefined;

const nothing: Answer = (_world, _connection, request) => result(request);
const list: Answer = (_world, _connection, request) => result(request, [node('list')]);

/** What is answered, by `type xmlns/first child`. */
const ANSWERS: Record<string, Answer> = {
  'get encrypt/count': preKeyCount,
  'set encrypt/registration': uploadKeys,
  'get encrypt/digest': digest,
  'set encrypt/rotate': rotateKey,
  'get encrypt/key': handBundles,
  'get usync/usync': usync,
  'set passive/active': (world, connection, request) => {
    connection.send(result(request));
    activate(world, connection);
    return undefined;
  },
  'set passive/passive': nothing,
  'get w:p/ping': nothing,
  'get w:p/': nothing,
  'get abt/props': (_world, _connection, request) =>
    result(request, [node('props', { protocol: '1', ab_key: 'loopback', hash: 'loopback' })]),
  'get blocklist/': list,
  'get privacy/privacy': (_world, _connection, request) =>
    result(request, [node('privacy', {}, [node('category', { name: 'readreceipts', value: 'all' })])]),
  'set privacy/tokens': nothing,
  'set w:sync:app:state/sync': (_world, _connection, request) =>
    result(request, [
      node(
        'sync',
        {},
        children(children(request, 'sync')[0], 'collection').map((one) =>
          node('collection', { name: one.attrs.name, version: '0' }),
        ),
      ),
    ]),
  'set w:m/media_conn': (world, _connection, request) =>
    result(request, [
      node('media_conn', { auth: world.media.grant(), ttl: '3600', auth_ttl: '3600', max_buckets: '12' }, [
        node('host', { hostname: world.media.host, maxContentLengthBytes: '104857600' }),
      ]),
    ]),
  'get w:mex/query': (_world, connection, request) => {
    if (children(request, 'query')[0]?.attrs.query_id !== QueryIds.REACHOUT_TIMELOCK)
      return failed(request, 501, 'feature-not-implemented');
    const is_active = connection.device?.account.restricted ?? false;
    const ends = is_active ? seconds(Date.now() + 3_600_000) : '0';
    const answer = {
      [XWAPaths.xwa2_fetch_account_reachout_timelock]: { is_active, time_enforcement_ends: ends },
    };
    return result(request, [node('result', {}, Buffer.from(JSON.stringify({ data: answer })))]);
  },
  'get w:g2/participating': (_world, _connection, request) => result(request, [node('groups')]),
  'set urn:xmpp:whatsapp:dirty/clean': nothing,
  'set w:stats/add': nothing,
};

/** Answers a query; one nobody knows gets an error, one without namespace or id ends the stream. */
export function takeIq(world: World, connection: Connection, stanza: Node): void {
  const { id, type, xmlns } = stanza.attrs;
  // Answers to our own questions (a ping, pair-device).
  if (type === 'result' || type === 'error') {
    world.linking.answered(connection, stanza);
    return;
  }
  if (!id || !xmlns || stanza.attrs.to !== S_WHATSAPP_NET) throw new Malformed('iq without id, xmlns or to');
  const what = `${xmlns}/${children(stanza)[0]?.tag ?? ''}`;
  const from = connection.device?.account.phone;
  const answer = world.linking.answers[`${type} ${what}`] ?? ANSWERS[`${type ?? 'get'} ${what}`];
  if (answer) {
    const reply = answer(world, connection, stanza);
    if (reply) connection.send(reply);
  } else connection.send(failed(stanza, 501, 'feature-not-implemented'));
  world.records.note('queries', { from, what, stanza });
}
