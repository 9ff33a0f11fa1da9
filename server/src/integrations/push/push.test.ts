import { createECDH } from 'node:crypto';
import { expect, test } from 'vitest';
import webPushLibrary from 'web-push';
import { openMessage, readAuthorization } from './opening.ts';

const bytes = (text: string) => Buffer.from(text, 'base64url');

test('the simulated browser opens the example of RFC 8291, section 5', () => {
  const receiver = createECDH('prime256v1');
  receiver.setPrivateKey(bytes('q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94'));
  const message = bytes('DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN');
  expect(openMessage(message, receiver, bytes('BTBZMqHH6r4Tts7J_aSIgg')).toString()).toBe('When I grow up, I want to be a watermelon');
});
test('what the library encrypts only its browser opens, unchanged', () => {
  const [receiver, other] = [createECDH('prime256v1'), createECDH('prime256v1')];
  receiver.generateKeys();
  other.generateKeys();
  const auth = Buffer.alloc(16, 7);
  const message = webPushLibrary.encrypt(receiver.getPublicKey('base64url'), auth.toString('base64url'), '您的洗衣机修好了', 'aes128gcm').cipherText;
  expect(openMessage(message, receiver, auth).toString()).toBe('您的洗衣机修好了');
  const changed = Buffer.from(message);
  changed[changed.length - 20]! ^= 1;
  expect(() => openMessage(changed, receiver, auth)).toThrow();
  expect(() => openMessage(message, other, auth)).toThrow();
});
test('the token says for which service and until when, and only its key signs it', () => {
  const keys = webPushLibrary.generateVAPIDKeys();
  const header = webPushLibrary.getVapidHeaders('https://push.example', 'mailto:help@brook.example', keys.publicKey, keys.privateKey, 'aes128gcm', Math.floor(Date.now() / 1000) + 60).Authorization;
  expect(readAuthorization(header)).toMatchObject({ publicKey: keys.publicKey, claims: { aud: 'https://push.example', sub: 'mailto:help@brook.example' } });
  expect(readAuthorization(header.replace(keys.publicKey, webPushLibrary.generateVAPIDKeys().publicKey))).toBeNull();
  expect(readAuthorization(header.replace(/(t=\w+)\.\w/, '$1.X'))).toBeNull();
});
