import { describe, expect, it } from 'vitest';
import type { IdentityView, TokenPinView } from '../../../src-main/contract/views.ts';
import { leftOutReasons } from '../../../src-main/contract/views.ts';
import {
  expired,
  identities,
  leftOutOfEach,
  manyIdentities,
  replacedIdentity,
  storeIdentity,
  tokenIdentity,
} from '../../../src-renderer/gallery/identities.ts';
import { ja } from '../../../src-renderer/i18n/ja.ts';
import {
  certificateKey,
  chosenOf,
  isRenewed,
  matching,
  nameParts,
  sortIdentities,
} from '../../../src-renderer/screens/certificates/identity-choice.ts';
import { placeName } from '../../../src-renderer/screens/certificates/place.tsx';
import { pinWarning } from '../../../src-renderer/screens/token-pin/pin-warning.ts';

const places = (identity: IdentityView): string => placeName(identity, ja);

describe('the choice of a certificate', () => {
  it('starts with the one that was right last time, else with the first that no newer one replaces', () => {
    const all = [replacedIdentity, ...identities];
    expect(chosenOf(all, null, null)).toBe(tokenIdentity);
    expect(chosenOf(all, null, storeIdentity.id)).toBe(storeIdentity);
    expect(chosenOf(all, null, 'identity-of-yesterday')).toBe(tokenIdentity);
    expect(chosenOf([replacedIdentity], null, null)).toBe(replacedIdentity);
    expect(chosenOf([], null, null)).toBeUndefined();
  });

  it('starts with the new one after a renewal, as soon as it is there and not locked; the old one can still be chosen', () => {
    const all = [replacedIdentity, storeIdentity, tokenIdentity];
    expect(chosenOf(all, null, replacedIdentity.id, false)).toBe(tokenIdentity);
    expect(chosenOf(all, certificateKey(replacedIdentity), replacedIdentity.id)).toBe(replacedIdentity);
    const { token } = tokenIdentity;
    const locked: IdentityView = { ...tokenIdentity, token: token && { ...token, locked: true } };
    expect(chosenOf([replacedIdentity, locked], null, replacedIdentity.id)).toBe(replacedIdentity);
  });

  it('tells the new one from the old one of the same person, and from other people', () => {
    const all = [replacedIdentity, ...identities];
    expect(all.filter((one) => isRenewed(one, all))).toEqual([tokenIdentity]);
    expect(
      isRenewed(tokenIdentity, [...identities, { ...expired, subject: tokenIdentity.subject, replaced: true }]),
    ).toBe(true);
    expect(isRenewed(tokenIdentity, identities)).toBe(false);
  });

  it('passes over a token that is locked, unless there is nothing else; to be unlocked makes no other certificate of it', () => {
    const { token } = tokenIdentity;
    const locked: IdentityView = { ...tokenIdentity, token: token && { ...token, locked: true } };
    expect(chosenOf([locked, storeIdentity], null, null)).toBe(storeIdentity);
    expect(chosenOf([locked], null, null)).toBe(locked);
    expect(certificateKey(locked)).toBe(certificateKey(tokenIdentity));
  });

  it('is not guessed while the list may still grow', () => {
    expect(chosenOf(identities, null, null, false)).toBeUndefined();
    expect(chosenOf(identities, null, storeIdentity.id, false)).toBe(storeIdentity);
    expect(chosenOf(identities, certificateKey(tokenIdentity), storeIdentity.id, false)).toBe(tokenIdentity);
  });

  it('holds when the list comes anew with other ids, and falls back when the token has gone', () => {
    const chosen = certificateKey(storeIdentity);
    const again = identities.map((identity) => ({ ...identity, id: `${identity.id}-anew` }));
    expect(chosenOf(again, chosen, tokenIdentity.id)?.serial).toBe(storeIdentity.serial);
    expect(chosenOf([storeIdentity], certificateKey(tokenIdentity), null)).toBe(storeIdentity);
    expect(certificateKey({ ...tokenIdentity, token: null })).not.toBe(certificateKey(tokenIdentity));
  });

  it('never offers one past its end, wherever it was listed', () => {
    const late: IdentityView = { ...storeIdentity, ending: 'ended', daysLeft: -1 };
    const { usable, leftOut } = sortIdentities({ identities: [late, tokenIdentity], leftOut: [expired] });
    expect(usable).toEqual([tokenIdentity]);
    expect(leftOut.map(({ reason }) => reason)).toEqual(['expired', 'expired']);
  });

  it('is narrowed by holder, company, place or serial number, whatever the width and the spaces', () => {
    expect(matching(manyIdentities, '', places)).toHaveLength(200);
    expect(matching(manyIdentities, '担当 007', places).map(({ holder }) => holder)).toEqual(['担当 007']);
    expect(matching(manyIdentities, '007', places)).toHaveLength(1);
    expect(matching(identities, 'safekey', places)).toEqual([tokenIdentity]);
    expect(matching(identities, '5e219a', places)).toEqual([tokenIdentity]);
    expect(matching(identities, 'だれもいない', places)).toEqual([]);
  });

  it('shows each reason once in the gallery', () => {
    expect(leftOutOfEach.map(({ reason }) => reason)).toEqual([...leftOutReasons]);
  });

  it('breaks names between parts, not at an escaped comma', () => {
    expect(nameParts('CN=a\\, b,OU=c, C=JP')).toEqual(['CN=a\\, b,', 'OU=c,', 'C=JP']);
  });
});

describe('before a PIN is entered', () => {
  const pin = (tries: TokenPinView['tries']): TokenPinView => ({
    label: 'SafeKey 3',
    tries,
    length: { min: 4, max: 8 },
    onReader: false,
    remainingMs: null,
  });

  it('nothing is said while all is well', () => {
    expect(pinWarning({ pin: pin('normal'), retry: false }, undefined, ja)).toBeNull();
  });

  it('the flags are said before the first try, too', () => {
    expect(pinWarning({ pin: pin('low'), retry: false }, undefined, ja)).toMatchObject({ tone: 'warn', fresh: false });
    expect(pinWarning({ pin: pin('final'), retry: false }, undefined, ja)).toMatchObject({
      tone: 'danger',
      title: ja.tokenPin.before.final.title,
    });
  });

  it('a wrong one is said at once, by number where the token counts and else by its flags', () => {
    const wrong = { pin: pin('low'), retry: true };
    expect(pinWarning(wrong, 2, ja)).toMatchObject({ title: ja.tokenPin.wrong, fresh: true });
    expect(pinWarning(wrong, 2, ja)?.text).toContain(ja.tries.token(2));
    expect(pinWarning(wrong, undefined, ja)?.text).toContain(ja.tokenPin.after.low);
    expect(pinWarning({ pin: pin('normal'), retry: true }, undefined, ja)?.text).not.toMatch(/残り/);
  });
});
