import type { IdentityFailures } from '../failure-words.ts';

const nothingSent = 'No account information was passed on.';
const otherSecrets = 'No account information was passed on. Your login password and inquiry PINs are not affected.';

export const identityFailures: IdentityFailures = {
  'certificate.none-found': {
    title: 'No usable certificate was found',
    happened:
      'Neither the certificate store of this PC nor a token has a certificate for the login to {bank}, not even an expired one.',
    safe: nothingSent,
    steps: [
      [
        'Check that you are using the PC on which the certificate was obtained.',
        'A certificate stored on a PC works only there.',
      ],
      ['If you use a token, plug it in and press "Try again".'],
      ['If it is still not found, contact your administrator or {bank}.'],
    ],
    helper: 'bank',
  },
  'certificate.none': {
    title: 'The certificate did not arrive',
    happened: 'The server of {bank} received no certificate. Network equipment on the way may have removed it.',
    safe: nothingSent,
    steps: [
      ['Press "Try again", log in, and press OK when the certificate is shown.'],
      [
        'If it happens again, have your IT staff check the proxy settings.',
        'Connections that use a certificate must pass unopened.',
      ],
    ],
    helper: 'own-it',
  },
  'certificate.expired': {
    title: 'The certificate has expired',
    happened: 'The certificate you chose is past its end date and cannot be used.',
    safe: nothingSent,
    steps: [
      [
        'If you have renewed it, use the new certificate.',
        'If it is not in the list, put it on this PC, or plug in its token and press "Read again".',
      ],
      [
        'If not, have it re-issued by {bank}.',
        'For about 90 days after the end this is done online, after that on paper.',
      ],
    ],
    ended: [
      ['If you have renewed it, choose the new certificate.', 'The old one stays in the list after a renewal.'],
      [
        'If not, have it re-issued by {bank}.',
        'For about 90 days after the end this is done online, after that on paper.',
      ],
    ],
    helper: 'bank',
  },
  'certificate.not-yet-valid': {
    title: 'The certificate is not valid yet',
    happened: 'The validity of the certificate you chose has not begun.',
    safe: nothingSent,
    steps: [
      ['If another certificate is valid now, choose that one.'],
      ['Check the date and time of this PC.', 'A wrong clock can make a certificate look not yet valid.'],
      ['If you have no other certificate, begin the procedure again once this one is valid.'],
    ],
    ended: [
      ['If another certificate is valid now, choose that one.'],
      ['Check the date and time of this PC.', 'A wrong clock can make a certificate look not yet valid.'],
      [
        'If you have no other certificate, begin the procedure again once this one is valid.',
        'Press "Switch certificate" to see its first day in the list.',
      ],
    ],
    helper: 'bank',
  },
  'certificate.revoked': {
    title: 'This certificate has been revoked',
    happened: 'It was reported as no longer in use, for example after a PC was lost or a certificate was re-issued.',
    safe: nothingSent,
    steps: [
      ['If you have a re-issued certificate, choose that one.'],
      ['If not, have the certificate re-issued by {bank}.'],
      ['If you do not know why, contact {bank} at once.'],
    ],
    helper: 'bank',
  },
  'certificate.status-unknown': {
    title: 'The state of the certificate could not be checked',
    happened: '{bank} asked whether the certificate was revoked and got no answer. For security the login was stopped.',
    safe: nothingSent,
    steps: [
      ['Wait a few minutes and log in again.'],
      ['If it happens again, contact {bank}.', 'The settings of your PC are not the cause.'],
    ],
    helper: 'bank',
  },
  'certificate.wrong-usage': {
    title: 'This certificate is not for login',
    happened: 'The certificate you chose is meant for something else, such as signing or mail.',
    safe: nothingSent,
    steps: [
      ['Choose the login certificate issued by {bank}.'],
      ['If it is not in the list, contact your administrator or {bank}.'],
    ],
    helper: 'bank',
  },
  'certificate.wrong-issuer': {
    title: 'This is not a certificate of {bank}',
    happened: 'It was issued by an authority that {bank} does not accept.',
    safe: nothingSent,
    steps: [
      [
        'Look at the issuer in the details and choose the certificate of {bank}.',
        'Certificates of other banks may be listed, too.',
      ],
      ['If it is not in the list, contact {bank}.'],
    ],
    helper: 'bank',
  },
  'certificate.not-this-user': {
    title: 'This certificate does not belong to a registered user',
    happened: 'The certificate itself is valid, but it is not tied to a user registered at {bank}.',
    safe: nothingSent,
    steps: [
      ['If you have another certificate, choose that one.'],
      ['After a renewal or re-issue, choose the new certificate.'],
      ['If it happens again, have your administrator check the registration.'],
    ],
    helper: 'admin',
  },
  'certificate.no-private-key': {
    title: 'The private key of the certificate is missing',
    happened:
      'The certificate is on this PC, but its private key is not. This happens when only the certificate was copied.',
    safe: nothingSent,
    steps: [
      ['If you have another certificate, choose that one.'],
      ['If not, use the PC on which the certificate was obtained.'],
      ['If that PC cannot be used, have the certificate re-issued by {bank}.'],
    ],
    helper: 'bank',
  },
  'certificate.cancelled': {
    title: 'You went back without choosing a certificate',
    happened: 'Cancel was pressed at the certificate, so no certificate was sent.',
    safe: nothingSent,
    steps: [['To go on, press "Log in with certificate".']],
    helper: 'admin',
  },
  'token.pin-wrong': {
    title: 'The token PIN is wrong',
    happened: 'The PIN you entered is not the one set on the token.',
    safe: otherSecrets,
    steps: [
      ['Check the PIN and enter it again.', 'It differs from the login password and the inquiry PINs.'],
      ['If you do not know it, stop and ask your administrator.', 'More wrong tries lock the token.'],
    ],
    helper: 'admin',
  },
  'token.pin-locked': {
    title: 'The token PIN is locked',
    happened: 'After several wrong PINs the token was locked for security.',
    safe: otherSecrets,
    steps: [
      ['Ask your administrator to unlock the token.', 'This needs the unlock code received with the token.'],
      ['If the unlock code is not known, contact your branch.', 'Bring your registered seal for a new token.'],
      ['If it is urgent and you have another certificate, log in with that one.'],
    ],
    helper: 'admin',
  },
  'token.pin-timed-out': {
    title: 'The PIN was not entered in time',
    happened: 'We waited for the entry on the reader and stopped when the time was over. No try was used up.',
    safe: otherSecrets,
    steps: [
      ['Have the reader at hand, then enter the PIN again.'],
      ['If the reader does not ask, plug the token in again.', 'If that does not help, ask your administrator.'],
    ],
    helper: 'admin',
  },
  'token.pin-cancelled': {
    title: 'The entry was cancelled on the reader',
    happened: 'The cancel key of the reader was pressed, so no PIN was checked. No try was used up.',
    safe: otherSecrets,
    steps: [['To go on, enter the PIN again.'], ['If you do not know the PIN, stop and ask your administrator.']],
    helper: 'admin',
  },
  'token.removed': {
    title: 'The token was removed',
    happened: 'The token could no longer be read in the middle of the procedure.',
    safe: otherSecrets,
    steps: [
      ['Plug the token in again.', 'Leave it in until the procedure is over.'],
      ['Then choose the certificate again.'],
    ],
    helper: 'admin',
  },
  'token.module-missing': {
    title: 'The software for the token was not found',
    happened: 'The software (driver) that comes with the token is not installed on this PC.',
    safe: nothingSent,
    steps: [
      ['Have your IT staff install the software for the token.'],
      ["Then open the app again and start from the provider's screen."],
    ],
    helper: 'own-it',
  },
  'token.module-failed': {
    title: 'The software for the token is not responding',
    happened: 'The software that reads the token stopped, so the app no longer uses it.',
    safe: otherSecrets,
    steps: [
      ['Plug the token in again and try once more.'],
      ["If it happens again, restart the PC and start from the provider's screen."],
      ['If that does not help, have your IT staff update the software.'],
    ],
    helper: 'own-it',
  },
  'token.cannot-sign': {
    title: 'This token cannot sign',
    happened: 'The token does not support the kind of signature the login needs.',
    safe: otherSecrets,
    steps: [
      ['If you have another certificate, choose that one.'],
      ['If not, ask your branch about exchanging the token.'],
    ],
    helper: 'bank',
  },
};
