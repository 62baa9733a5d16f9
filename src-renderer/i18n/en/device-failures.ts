import type { DeviceFailures } from '../failure-words.ts';

const nothingSent = 'No account information was passed on.';

export const deviceFailures: DeviceFailures = {
  'request.invalid': {
    title: 'What was sent could not be read',
    happened: 'The app and the server of {bank} did not understand each other. Nothing was carried out.',
    safe: nothingSent,
    steps: [
      ["Go back to the provider's screen and start again."],
      ['If it happens again, tell {bank} the reference number.'],
    ],
    helper: 'bank',
  },
  'request.too-large': {
    title: 'Too much was sent at once',
    happened: 'What you chose is more than the server of {bank} accepts.',
    safe: nothingSent,
    steps: [
      ["Go back to the provider's screen, start again and choose fewer services or accounts."],
      ['If it happens again, tell {bank} the reference number.'],
    ],
    helper: 'bank',
  },
  'request.not-found': {
    title: 'This procedure no longer exists',
    happened: 'On the server of {bank} it has ended or expired.',
    safe: 'Nothing of an unfinished procedure is kept.',
    steps: [
      ['Open the screen of {tpp} in your browser and see whether the link is already there.'],
      ['If it is not, start again from that screen.'],
    ],
    helper: 'tpp',
  },
  'request.too-many': {
    title: 'Too many attempts in a short time',
    happened: 'The server of {bank} has paused further attempts for a moment. Nothing was carried out.',
    safe: nothingSent,
    steps: [['Wait about a minute and try again.'], ['If it happens again, tell {bank} the reference number.']],
    helper: 'bank',
  },
  'environment.app-too-old': {
    title: 'The app must be updated',
    happened: 'This app is too old to exchange data safely with the server of {bank}.',
    safe: nothingSent,
    steps: [
      ['Install the new app from the website of {bank}.', 'On a managed PC, ask your IT staff.'],
      ["Then start again from the provider's screen."],
    ],
    helper: 'own-it',
  },
  'environment.server-error': {
    title: 'The server had a problem',
    happened: 'It is the server of {bank}. Neither you nor your PC caused it.',
    safe: nothingSent,
    steps: [['Wait a few minutes and try again.'], ['If it happens again, tell {bank} the reference number.']],
    helper: 'bank',
  },
  'environment.offline': {
    title: '{bank} cannot be reached',
    happened: 'The PC is not on the internet, or the server of {bank} does not answer.',
    safe: 'No account information was passed on. What was being sent was not carried out.',
    steps: [
      ['Check with your browser that the PC is on the internet.', 'Once it is, this goes on by itself.'],
      ['If it is, wait a few minutes and try again.'],
      ['If it happens again, have your IT staff check the network restrictions.'],
    ],
    helper: 'own-it',
  },
  'environment.proxy-authentication': {
    title: "Your company's proxy asks for a login",
    happened: '{bank} was not reached because the proxy of your network wants authentication.',
    safe: nothingSent,
    steps: [
      ['Open the browser, log in to the proxy if it asks, and try again.'],
      ['If it happens again, have your IT staff check the settings.'],
    ],
    helper: 'own-it',
  },
  'environment.clock-wrong': {
    title: 'The date of the server certificate was not accepted',
    happened: 'The clock of this PC is wrong, or the certificate of the server of {bank} is out of date.',
    safe: nothingSent,
    steps: [
      ['Correct the date and time of the PC and try again.', 'If the PC sets them automatically, they stay right.'],
      ['If the date and time are right already, contact {bank}.'],
    ],
    helper: 'own-it',
  },
  'environment.server-untrusted': {
    title: 'The server could not be confirmed as {bank}',
    happened:
      'Its certificate could not be confirmed, so no connection was made. Someone could be intercepting the connection.',
    safe: 'Over this connection no account information or login password was sent.',
    steps: [
      ['On public Wi-Fi, use another connection and begin the procedure again.'],
      ['On a company network, have your IT staff check the settings for traffic inspection.'],
      ['If it happens again, stop and contact {bank}.'],
    ],
    helper: 'bank',
  },
  'environment.keyring-unavailable': {
    title: 'The credential store of this PC cannot be used',
    happened: 'What the app remembers is lost when it closes. You can go on with the procedure.',
    safe: 'Passwords and PINs are never stored in any case.',
    steps: [
      ['Go on with the procedure.'],
      ['If this appears every time, have your IT staff check the credential store.'],
    ],
    helper: 'own-it',
  },
  'keypad.unknown': {
    title: 'The software keyboard had been closed',
    happened: 'What you pressed was not entered. Please enter everything again.',
    safe: 'What you had entered was cleared and not sent.',
    steps: [['Please enter everything again.']],
    helper: 'bank',
  },
  'keypad.key-untrusted': {
    title: 'It was not certain that your entry would be sent safely',
    happened:
      'The key that protects your entry could not be confirmed as a key of {bank}. Someone could be altering the connection.',
    safe: 'Your entry was cleared and not sent, and no account information was passed on.',
    steps: [
      ['On public Wi-Fi, use another connection and begin the procedure again.'],
      ['On a company network, have your IT staff check the settings for traffic inspection.'],
      ['If it happens again, stop and contact {bank}.'],
    ],
    helper: 'bank',
  },
  'ipc.untrusted-sender': {
    title: "The app's screen was not loaded properly",
    happened: 'The operation came from a screen that could not be confirmed and was not carried out.',
    safe: nothingSent,
    steps: [
      ["Open the app again and start from the provider's screen."],
      ['If it happens again, install the app again.'],
    ],
    helper: 'own-it',
    now: "Open the app again and start from the provider's screen.",
  },
  'ipc.invalid-input': {
    title: 'The app could not accept the operation',
    happened: 'It does not follow the rules inside the app and was not carried out.',
    safe: nothingSent,
    steps: [
      ["Open the app again and start from the provider's screen."],
      ['If it happens again, tell {bank} the reference number.'],
    ],
    helper: 'bank',
    now: 'Please do it again. If it is refused again, tell {bank} the reference number.',
  },
  'app.unexpected': {
    title: 'Something unexpected happened',
    happened: 'The app met a problem and stopped the procedure.',
    safe: 'Nothing that you had not permitted was passed on.',
    steps: [
      ["Go back to the provider's screen and start again."],
      ['If it happens again, open the app again.'],
      ['If that does not help, tell {bank} the reference number.'],
    ],
    helper: 'bank',
  },
};
