import type { ProcedureFailures } from '../failure-words.ts';

const nothingSent = 'No account information was passed on.';
const noNewLink = 'No new link was made and no account information was passed on.';

export const procedureFailures: ProcedureFailures = {
  'login.wrong-password': {
    title: 'The login password is wrong',
    happened: 'What you entered was cleared. Upper and lower case are different.',
    safe: nothingSent,
    steps: [
      ['Check the login password and enter it again.', 'More wrong tries lock the ID.'],
      ['If you do not know it, ask your administrator to reset it.', '{bank} cannot tell you the password.'],
    ],
    helper: 'admin',
  },
  'login.locked': {
    title: 'This ID is locked',
    happened: 'After several wrong login passwords the ID was stopped to be safe.',
    safe: `${nothingSent} Existing links go on as they are.`,
    steps: [
      ['Users: ask your administrator to unlock the ID.'],
      ['Administrators: contact your branch.'],
      ["Once the ID is unlocked, start again from the provider's screen."],
    ],
    helper: 'admin',
  },
  'login.password-expired': {
    title: 'The login password has expired',
    happened: 'The login password must be changed. This app cannot change it.',
    safe: nothingSent,
    steps: [
      ['Log in to the internet banking of {bank} and change the password.'],
      ["Then start again from the provider's screen."],
    ],
    helper: 'bank',
  },
  'login.out-of-hours': {
    title: 'The service is closed now',
    happened: 'It is outside the service hours of {bank}.',
    safe: `${nothingSent} Existing links go on as they are.`,
    steps: [["Start from the provider's screen during service hours.", 'They are shown on the website of {bank}.']],
    helper: 'bank',
  },
  'login.emergency-stop': {
    title: 'This ID is under an emergency stop',
    happened: 'Your company or {bank} has stopped the use of this ID.',
    safe: `${nothingSent} Existing links go on as they are.`,
    steps: [
      ['Ask your administrator why it was stopped.'],
      ['To start it again, contact your branch.', 'Your identity will be checked.'],
    ],
    helper: 'bank',
  },
  'login.not-permitted': {
    title: 'This user may not link accounts',
    happened: 'The contract does not allow this user to carry out the API link procedure.',
    safe: nothingSent,
    steps: [['Ask your administrator for the permission.'], ["Then start again from the provider's screen."]],
    helper: 'admin',
  },
  'pin.wrong': {
    title: 'The inquiry PIN is wrong',
    happened: 'What you entered was cleared. The PIN can differ from account to account.',
    safe: 'Accounts already registered are not affected.',
    steps: [
      [
        'Check the PIN on your copy of the application form and enter it again.',
        'More wrong tries lock the inquiry PIN of this account.',
      ],
      ['If you do not know it, you can go on without this account.'],
    ],
    helper: 'bank',
  },
  'pin.locked': {
    title: 'The inquiry PIN of this account is locked',
    happened: 'After several wrong PINs the registration of this account was stopped to be safe.',
    safe: 'Other accounts and existing links are not affected.',
    steps: [
      ['You can go on registering other accounts.'],
      ['Your branch can unlock the PIN.', 'Bring your registered seal and an identity document.'],
    ],
    ended: [
      ['There is no other account to register in this procedure.'],
      ['Have your branch unlock the PIN.', 'Bring your registered seal and an identity document.'],
      ["Once it is unlocked, start again from the provider's screen."],
    ],
    helper: 'bank',
  },
  'pin.none-on-file': {
    title: 'No inquiry PIN is on file for this account',
    happened: 'Without a PIN on file the account cannot be registered.',
    safe: 'Other accounts are not affected.',
    steps: [['You can choose another account and go on.'], ['To use this account, file a PIN at your branch.']],
    ended: [
      ['There is no other account to register in this procedure.'],
      ['File an inquiry PIN at your branch.'],
      ["Then start again from the provider's screen."],
    ],
    helper: 'bank',
  },
  'pin.account-not-eligible': {
    title: 'This account cannot be registered',
    happened: 'The kind of account or the contract does not allow an inquiry PIN.',
    safe: 'Other accounts are not affected.',
    steps: [['Choose another account.'], ['If you think it should be possible, ask your branch.']],
    ended: [
      ['There is no other account that can be used in this procedure.'],
      ['If you think it should be possible, ask your branch.'],
    ],
    helper: 'bank',
  },
  'authorization.invalid': {
    title: "The provider's request could not be read",
    happened: 'The request does not follow the rules, so the procedure was not started.',
    safe: nothingSent,
    steps: [
      ["Go back to the provider's screen and start again."],
      ['If it happens again, tell the provider the reference number.'],
    ],
    helper: 'tpp',
  },
  'authorization.expired': {
    title: "The provider's request has expired",
    happened: 'Too much time passed since the request was made, so it became void.',
    safe: noNewLink,
    steps: [["Go back to the provider's screen and start again.", 'A request can be used for a short while only.']],
    helper: 'tpp',
  },
  'authorization.used': {
    title: 'This request has already been used',
    happened: 'A request can be used once. This happens after going back in the browser or from an old screen.',
    safe: 'The result of the earlier procedure does not change.',
    steps: [
      ["See on the provider's screen whether the link is already there."],
      ["If it is not, start again from the provider's screen."],
    ],
    helper: 'tpp',
  },
  'authorization.unknown-tpp': {
    title: 'This provider is not registered at {bank}',
    happened: 'The provider that sent the request was not found in the register of {bank}.',
    safe: nothingSent,
    steps: [
      ['End the procedure here.'],
      ['Check the name and address of the provider.', 'If you do not recognise it, contact {bank}.'],
    ],
    helper: 'bank',
  },
  'authorization.tpp-suspended': {
    title: 'Links with {tpp} are suspended',
    happened: '{bank} has stopped links with {tpp} for the time being.',
    safe: nothingSent,
    steps: [['See the website of {bank} or {tpp} for when it starts again.'], ['If it is urgent, ask {bank}.']],
    helper: 'bank',
  },
  'authorization.nothing-selected': {
    title: 'No service or account is chosen',
    happened: 'A service or its account is not chosen yet, so you could not go on.',
    safe: nothingSent,
    steps: [
      ['Choose a service, then its accounts.'],
      ['If no account can be chosen, ask your administrator about your permissions.'],
    ],
    helper: 'admin',
  },
  'authorization.timed-out': {
    title: 'The time ran out and the procedure ended',
    happened: 'The procedure was not completed in the time allowed and was stopped to be safe.',
    safe: noNewLink,
    steps: [
      ["Go back to the provider's screen and start again.", 'Registered inquiry PINs stay registered.'],
      ['If you need more time, use "Extend" beside "Time left".'],
    ],
    helper: 'bank',
  },
  'authorization.refused': {
    title: 'You did not permit the link',
    happened: 'As you chose, {tpp} is told that you did not permit it.',
    safe: noNewLink,
    steps: [["To permit it later, start from the provider's screen."]],
    helper: 'tpp',
  },
  'authorization.cancelled': {
    title: 'The procedure was cancelled',
    happened: 'As you asked, {tpp} is told only that you cancelled.',
    safe: noNewLink,
    steps: [["To do it later, start from the provider's screen."]],
    helper: 'tpp',
  },
  'authorization.cannot-return': {
    title: 'The screen of {tpp} could not be opened',
    happened: 'The browser did not open, or the address does not match the registration of the provider.',
    safe: 'The result was not given to anybody else.',
    steps: [
      ["Open the provider's screen in your browser and see the state of the link."],
      ["If there is no link, start again from the provider's screen.", 'Check that your default browser works, too.'],
    ],
    helper: 'tpp',
  },
  'flow.conflict': {
    title: 'The screen was out of date',
    happened: 'Another operation arrived first, so yours was not carried out. The newest screen is shown now.',
    safe: 'Nothing was carried out halfway.',
    steps: [['Check what is shown and do it again.']],
    helper: 'bank',
  },
  'flow.not-allowed': {
    title: 'That cannot be done in this step',
    happened: 'The procedure has moved on or something is missing, so nothing was done.',
    safe: 'What you chose has not changed.',
    steps: [
      ['Follow the guidance on the screen.'],
      ["If you cannot go on, cancel and start again from the provider's screen."],
    ],
    helper: 'bank',
  },
  'link.invalid': {
    title: 'The link could not be read',
    happened: 'The link is incomplete or was changed. Nothing was started, to be safe.',
    safe: nothingSent,
    steps: [
      ["Go back to the provider's screen and start again.", 'A copied link can lose its end.'],
      ['If the link came by email, do not open it again and contact {bank}.'],
    ],
    helper: 'bank',
  },
  'link.busy': {
    title: 'Another procedure is under way',
    happened: 'A new request arrived in the middle of a procedure and was not started.',
    safe: 'You can go on with the present procedure.',
    steps: [['Complete or cancel the present procedure.'], ["Then start again from the provider's screen."]],
    helper: 'tpp',
  },
};
