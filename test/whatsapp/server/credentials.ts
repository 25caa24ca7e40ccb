import {
  type AuthenticationCreds,
  Curve,
  createSignalIdentity,
  initAuthCreds,
  type KeyPair,
  proto,
} from '@whiskeysockets/baileys';
import { type Account, Device } from './accounts.ts';
import { writeAddress } from './addresses.ts';
import { KeyBundle } from './key-bundle.ts';

/** Pre-keys by id, as an auth state stores them. */
export type PreKeys = Record<string, KeyPair>;

const ACCOUNT_SIGNATURE = Buffer.from([6, 0]);
const DEVICE_SIGNATURE = Buffer.from([6, 1]);
/** Enough for a test; the server asks the phone for more when they run out. */
const PRE_KEYS = 30;

function bundleOf(creds: AuthenticationCreds): KeyBundle {
  const signed = creds.signedPreKey;
  return new KeyBundle(Buffer.from(creds.signedIdentityKey.public), creds.registrationId, {
    id: signed.keyId,
    value: Buffer.from(signed.keyPair.public),
    signature: Buffer.from(signed.signature),
  });
}

/**
 * A phone that is registered under the account: credentials of device 0, its pre-keys (known to the server
 * already, so that others can write to it before it was ever switched on), and the device.
 */
export function registerPhone(account: Account): { creds: AuthenticationCreds; preKeys: PreKeys } {
  const creds = initAuthCreds();
  creds.me = { id: writeAddress(account, 'pn'), lid: writeAddress(account, 'lid'), name: account.name };
  creds.platform = 'android';
  // It has its history; a client that waits for it would stay silent for 20 seconds.
  creds.accountSyncCounter = 1;
  creds.nextPreKeyId = PRE_KEYS + 1;
  creds.firstUnuploadedPreKeyId = PRE_KEYS + 1;
  const keys = bundleOf(creds);
  const preKeys: PreKeys = {};
  for (let id = 1; id <= PRE_KEYS; id++) {
    const pair = Curve.generateKeyPair();
    preKeys[id] = pair;
    keys.add(id, Buffer.from(pair.public));
  }
  account.devices.set(0, new Device(account, 0, Buffer.from(creds.noiseKey.public), keys));
  return { creds, preKeys };
}

/** What a primary phone signs for a device linked to it. */
export function signDevice(
  phone: AuthenticationCreds,
  companionIdentity: Uint8Array,
  keyIndex: number,
): proto.IADVSignedDeviceIdentity {
  const details = proto.ADVDeviceIdentity.encode({
    rawId: phone.registrationId,
    timestamp: Math.floor(Date.now() / 1000),
    keyIndex,
  }).finish();
  const message = Buffer.concat([ACCOUNT_SIGNATURE, details, companionIdentity]);
  return {
    details,
    accountSignatureKey: phone.signedIdentityKey.public,
    accountSignature: Curve.sign(phone.signedIdentityKey.private, message),
  };
}

/** What the linked device signs in return, over the phone's key. */
export function deviceSignatureMessage(
  details: Uint8Array,
  companionIdentity: Uint8Array,
  accountKey: Uint8Array,
): Buffer {
  return Buffer.concat([DEVICE_SIGNATURE, details, companionIdentity, accountKey]);
}

/**
 * A device linked to the account as after a scanned QR code: credentials as Baileys leaves them then
 * (`registered` stays false), registered with the server. Its pre-keys are not uploaded yet.
 */
export function registerLinked(account: Account, phone: AuthenticationCreds): AuthenticationCreds {
  const creds = initAuthCreds();
  const id = account.nextDeviceId();
  const signed = signDevice(phone, creds.signedIdentityKey.public, id);
  const message = deviceSignatureMessage(
    signed.details!,
    creds.signedIdentityKey.public,
    signed.accountSignatureKey!,
  );
  creds.account = { ...signed, deviceSignature: Curve.sign(creds.signedIdentityKey.private, message) };
  const lid = writeAddress(account, 'lid', id);
  creds.me = { id: writeAddress(account, 'pn', id), lid, name: account.name };
  creds.signalIdentities = [createSignalIdentity(lid, signed.accountSignatureKey!)];
  creds.platform = 'android';
  creds.accountSyncCounter = 1;
  const device = new Device(account, id, Buffer.from(creds.noiseKey.public), bundleOf(creds));
  device.keyIndex = id;
  account.devices.set(id, device);
  return creds;
}
