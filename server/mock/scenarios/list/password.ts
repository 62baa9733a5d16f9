import { z } from 'zod';
import { hashSecret } from '../../../bank/secret-hash.ts';
import { inScope } from '../scope.ts';
import { defineScenario, noParameters, type Activation } from '../scenario.ts';

const people = ({ stage, scope }: Activation<unknown>): readonly string[] =>
  inScope(
    scope.personas,
    stage.personas().map(({ id }) => id),
  );

/** No persona has it: it has none of the characters a password must have. */
const nobodysPassword = 'この文字列は誰のものでもない';

const passwordWrong = defineScenario({
  id: 'password-wrong',
  title: { ja: 'パスワードが違う', en: 'Wrong password' },
  what: {
    ja: '銀行に登録されたログインパスワードを別のものに変えます。いつものパスワードが「違います」と断られます。',
    en: "The bank's stored password is changed, so the person's usual one is refused.",
  },
  codes: ['login.wrong-password'],
  holds: ['password-hash', 'password-count'],
  scope: ['personas'],
  parameters: z.strictObject({ triesLeft: z.int().min(1).max(20).default(6) }),
  async start(activation) {
    const { stage, journal, parameters } = activation;
    const password_hash = await hashSecret(nobodysPassword);
    const password_failures = Math.max(0, stage.tries.password - parameters.triesLeft);
    for (const id of people(activation)) await journal.update('members', { id }, { password_hash, password_failures });
    return {};
  },
});

const passwordLocked = defineScenario({
  id: 'password-locked',
  title: { ja: 'IDがロックされている', en: 'ID locked' },
  what: {
    ja: 'パスワードの誤りが上限に達した状態にします。証明書を出したところで止まります。',
    en: 'The count of wrong passwords is at its limit: the flow stops at the certificate.',
  },
  codes: ['login.locked'],
  holds: ['password-count'],
  scope: ['personas'],
  parameters: noParameters,
  async start(activation) {
    const password_failures = activation.stage.tries.password;
    for (const id of people(activation)) await activation.journal.update('members', { id }, { password_failures });
    return {};
  },
});

const passwordExpired = defineScenario({
  id: 'password-expired',
  title: { ja: 'パスワードの期限切れ', en: 'Password expired' },
  what: {
    ja: 'ログインパスワードの有効期限を過ぎた時刻にします。正しいパスワードを入れた人にだけ知らされます。',
    en: 'The password has passed its end. Only whoever knows the password is told.',
  },
  codes: ['login.password-expired'],
  holds: ['password-expiry'],
  scope: ['personas'],
  parameters: z.strictObject({ daysAgo: z.int().min(0).max(3650).default(1) }),
  async start(activation) {
    const { stage, journal, parameters } = activation;
    const password_expires_at = stage.clock.now().getTime() - parameters.daysAgo * 86_400_000 - 1;
    for (const id of people(activation)) await journal.update('members', { id }, { password_expires_at });
    return {};
  },
});

const notPermitted = defineScenario({
  id: 'not-permitted',
  title: { ja: '利用が許可されていない', en: 'Not permitted' },
  what: {
    ja: '銀行がこの利用者のログインを認めていない状態にします。手続きの途中でも止まります。',
    en: "The bank has taken this person's right to log in, also in the middle of a flow.",
  },
  codes: ['login.not-permitted'],
  holds: ['login-right'],
  scope: ['personas'],
  parameters: noParameters,
  async start(activation) {
    for (const id of people(activation)) await activation.journal.update('members', { id }, { login_allowed: 0 });
    return {};
  },
});

export const passwordScenarios = [passwordWrong, passwordLocked, passwordExpired, notPermitted];
