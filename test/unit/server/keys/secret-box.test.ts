import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { CannotOpen, secretBox } from '../../../../server/keys/secret-box.ts';

const key = (): Uint8Array => randomBytes(32);
const secret = '{"d":"秘密の鍵"}';

describe('a secret box', () => {
  it('gives back what was put in, and the same never looks the same', () => {
    const box = secretBox([key()]);
    const [one, other] = [box.seal('row', secret), box.seal('row', secret)];
    expect(one).not.toBe(other);
    expect(one).not.toContain('秘密');
    expect([box.open('row', one), box.open('row', other)]).toEqual([secret, secret]);
  });

  it('opens for nothing else than what it was sealed for', () => {
    const box = secretBox([key()]);
    expect(() => box.open('another row', box.seal('row', secret))).toThrow(CannotOpen);
  });

  it('notices any change', () => {
    const box = secretBox([key()]);
    const sealed = box.seal('row', secret);
    const start = sealed.lastIndexOf('.') + 1;
    for (const at of [0, 3, start - 20, start, start + 10, sealed.length - 2]) {
      const changed = `${sealed.slice(0, at)}${sealed[at] === 'A' ? 'B' : 'A'}${sealed.slice(at + 1)}`;
      expect(() => box.open('row', changed)).toThrow(CannotOpen);
    }
    for (const broken of ['', 'v1', sealed.slice(0, start), sealed.slice(0, -4), `${sealed}AAAA`])
      expect(() => box.open('row', broken)).toThrow(CannotOpen);
  });

  it('stays shut for another key, and says which one it was', () => {
    const sealed = secretBox([key()]).seal('row', secret);
    expect(() => secretBox([key()]).open('row', sealed)).toThrow(sealed.split('.')[1]);
  });

  it('opens with an older key and tells that it is older', () => {
    const [older, newer] = [key(), key()];
    const sealed = secretBox([older]).seal('row', secret);
    const box = secretBox([newer, older]);
    expect(box.open('row', sealed)).toBe(secret);
    expect(box.isCurrent(sealed)).toBe(false);
    expect(box.isCurrent(box.seal('row', secret))).toBe(true);
    expect(() => secretBox([older]).open('row', box.seal('row', secret))).toThrow(CannotOpen);
  });
});
