import type { ProcedureFailures } from '../failure-words.ts';

const nothingSent = 'No account information was passed on.';
const standing = `${nothingSent} Existing links go on as they are.`;
const noneLeft = `There is no other account to register in this procedure. ${standing}`;
const again = 'Open the screen of {tpp} in your browser and start again.';
const noNewLink = 'No new link was made and no account information was passed on.';

export const procedureFailures: ProcedureFailures = {
  'login.wrong-password': {
    title: 'The login password is wrong',
    happened: 'The entry was cleared. Upper and lower case differ.',
    safe: nothingSent,
    steps: [
      ['Check the login password and enter it again.', 'More wrong tries lock the ID.'],
      ['If you do not know it, ask your administrator to reset it.', '{bank} cannot tell you the password.'],
    ],
    helper: 'admin',
    now: 'If unsure, stop here and ask your administrator.',
  },
  'login.locked': {
    title: 'This ID is locked',
    happened: 'After several wrong login passwords this ID was locked for security.',
    safe: standing,
    steps: [
      ['Ask your administrator to unlock the ID.', 'If you are the administrator, contact your branch.'],
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
    safe: standing,
    steps: [["Start from the provider's screen during service hours.", 'They are shown on the website of {bank}.']],
    helper: 'bank',
  },
  'login.emergency-stop': {
    title: 'This ID is under an emergency stop',
    happened: 'Your company or {bank} has stopped the use of this ID.',
    safe: standing,
    steps: [
      ['Ask your administrator why it was stopped.'],
      ['To have the stop lifted, contact your branch.', 'Your identity will be checked.'],
      ['Once it is lifted, begin the procedure again.'],
    ],
    helper: 'bank',
  },
  'login.not-permitted': {
    title: 'This user is not permitted to link accounts',
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
    title: 'The inquiry PIN is locked',
    happened: 'After several wrong PINs the registration was stopped for security.',
    safe: noneLeft,
    steps: [
      ['You can go on registering other accounts.'],
      ['Your branch can unlock the PIN.', 'Bring your registered seal and an identity document.'],
    ],
    ended: [
      ['Have your branch unlock the PIN.', 'Bring your registered seal and an identity document.'],
      ["Once it is unlocked, start again from the provider's screen."],
    ],
    helper: 'bank',
  },
  'pin.none-on-file': {
    title: 'No inquiry PIN is on\u00a0file for this account',
    happened: 'Without a PIN on file the account cannot be registered.',
    safe: noneLeft,
    steps: [['You can choose another account and go on.'], ['To use this account, file a PIN at your branch.']],
    ended: [['File an inquiry PIN at your branch.'], ["Then start again from the provider's screen."]],
    helper: 'bank',
  },
  'pin.account-not-eligible': {
    title: 'This account cannot be registered',
    happened: 'The kind of account or the contract does not allow an inquiry PIN.',
    safe: noneLeft,
    steps: [['Choose another account.'], ['If you think it should be possible, ask your branch.']],
    ended: [
      ['Ask your branch which accounts can be registered.'],
      ["If there is one, start again from the provider's screen."],
    ],
    helper: 'bank',
  },
  'authorization.invalid': {
    title: "The provider's request could not be read",
    happened: 'The request does not follow the rules, so the procedure was not started.',
    safe: nothingSent,
    steps: [[again], ['If it happens again, tell the provider the reference number.']],
    helper: 'tpp',
  },
  'authorization.expired': {
    title: "The provider's request has expired",
    happened: 'Too much time passed since the request was made, so it became void.',
    safe: noNewLink,
    steps: [[again, 'A request can be used for a short while only.']],
    helper: 'tpp',
  },
  'authorization.used': {
    title: 'This request has already been used',
    happened: 'A request can be used once. This happens after going back in the browser or from an old screen.',
    safe: 'The result of the earlier procedure does not change.',
    steps: [
      ['Open the screen of {tpp} in your browser and see whether the link is already there.'],
      ['If it is not, start again from that screen.'],
    ],
    helper: 'tpp',
  },
  'authorization.unknown-tpp': {
    title: 'This provider is not registered at {bank}',
    happened: 'The provider that sent the request was not found in the register of {bank}.',
    safe: nothingSent,
    steps: [
      ['Press "Back to the app\'s start" to end the procedure.'],
      ['Check the name and address of the provider in your browser.', 'If you do not recognise it, contact {bank}.'],
    ],
    helper: 'bank',
  },
  'authorization.tpp-suspended': {
    title: 'Links with this provider are suspended',
    happened: '{bank} has stopped links with {tpp} for the time being.',
    safe: nothingSent,
    steps: [
      ['See the website of the institution or of the provider for when links start again.'],
      ['If it is urgent, ask the desk below.'],
    ],
    helper: 'bank',
  },
  'authorization.no-account': {
    title: 'No account can be used here',
    happened: 'Your accounts are not of a kind that {tpp} uses, or are closed.',
    safe: nothingSent,
    steps: [['Ask {tpp} which kinds of account can be used.'], ['If you have one of these, ask your branch.']],
    helper: 'tpp',
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
    now: 'Choose a service, then its accounts.',
  },
  'authorization.timed-out': {
    title: 'The time ran out and the procedure ended',
    happened: 'The procedure was not completed in the time allowed and was stopped for security.',
    safe: noNewLink,
    steps: [
      [again, 'Registered inquiry PINs stay registered.'],
      ['Next time, press "Extend" at "Time left" before the time runs out.'],
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
      ['Open the screen of {tpp} in your browser and check the link.'],
      ['If there is no link, start again from that screen.', 'Check that your default browser works, too.'],
    ],
    helper: 'tpp',
  },
  'flow.conflict': {
    title: 'The screen was out of date',
    happened: 'Another operation arrived first, so yours was not carried out.',
    safe: 'Nothing was carried out halfway.',
    steps: [['Check what is shown and do it again.']],
    ended: [
      ['Press "Try again" to see how things stand now.'],
      ["If you cannot go on, start again from the provider's screen."],
    ],
    helper: 'bank',
    now: 'Check what is shown and do it again.',
  },
  'flow.not-allowed': {
    title: 'That cannot be done in this step',
    happened: 'The procedure has moved on or something is missing, so nothing was done.',
    safe: 'What you chose has not changed.',
    steps: [
      ['Follow the guidance on the screen.'],
      ["If you cannot go on, cancel and start again from the provider's screen."],
    ],
    ended: [
      ['Press "Try again" to see how things stand now.'],
      ["If you cannot go on, start again from the provider's screen."],
    ],
    helper: 'bank',
    now: 'Follow the guidance on the screen.',
  },
  'link.invalid': {
    title: 'The address that opened this app could not be read',
    happened: 'The address (URL) is incomplete or was changed. Nothing was started, to be safe.',
    safe: nothingSent,
    steps: [
      [again, 'A copied address can lose its end.'],
      ['If the address came by email, do not open it again and contact {bank}.'],
    ],
    helper: 'bank',
  },
  'link.busy': {
    title: 'The new request was not started',
    happened: 'A new request from a provider arrived during this procedure.',
    safe: 'You can go on with the present procedure.',
    steps: [['Complete or cancel the present procedure.'], ["Then start again from the provider's screen."]],
    helper: 'tpp',
    now: "You can go on with this procedure. Start the new request from the provider's screen once this one is over.",
  },
};
