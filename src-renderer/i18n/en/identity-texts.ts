import type { CertificatesTexts, TokenPinTexts, TokenRemovedTexts } from '../identity-texts.ts';

const until = (_from: string, to: string): string => `Expires ${to}`;
const many = (n: number, one: string, more = `${one}s`): string => `${String(n)} ${n === 1 ? one : more}`;

export const certificates: CertificatesTexts = {
  title: 'Login with certificate',
  lead: 'Choose the certificate for the login and check its details.',
  leadNone: 'The login needs a certificate on this PC or on a token.',
  usable: (n) => many(n, 'usable certificate'),
  unusable: (n) => `${many(n, 'certificate')} that cannot be used`,
  reload: 'Read again',
  legend: 'Certificate to use',
  details: 'Certificate details',
  holder: 'User',
  subject: 'Subject',
  issuer: 'Issuer',
  serial: 'Serial number',
  validity: 'Validity',
  place: 'Kept in',
  store: 'Certificate store of this PC',
  token: (label) => (label === '' ? 'Token' : `Token ${label}`),
  readBy: 'Software: ',
  revocation: 'Revocation',
  revocationText: 'Checked at login',
  from: (date) => `From ${date}`,
  endsOn: (date) => `Expires ${date}`,
  daysLeft: (n) => (n === 0 ? 'Usable until today' : `${many(n, 'day')} left`),
  daysTag: (n) => (n === 0 ? 'Expires today' : `${many(n, 'day')} left`),
  endingTitle: (n) => (n === 0 ? 'This certificate expires today' : `This certificate expires in ${many(n, 'day')}`),
  ending: {
    'in-30-days': (bank) => `You can renew it now. Please do so at ${bank}. Today you can go on with this certificate.`,
    'in-10-days': (bank) => `Please renew it at ${bank} soon. After its end you cannot log in with this certificate.`,
  },
  lockedTag: 'Locked',
  locked: 'This token is locked',
  lockedText:
    'After several wrong PINs it cannot be used before it is unlocked. If you have another certificate, choose that one.',
  replacedTag: 'Old certificate',
  renewedTag: 'New certificate',
  replaced: 'There is a new certificate',
  replacedSentence: 'There is a new one.',
  replacedText: (date) => `You can delete the old one (valid until ${date}) once you have logged in with the new one.`,
  takeNewer: 'Please choose the one marked "New certificate".',
  removeFirst: 'First make sure that you can log in with the new one.',
  howToRemove: 'How to delete it',
  remove: {
    'os-store': (serial) =>
      `In the certificate manager of this PC (Windows: "Manage user certificates", "Personal"), delete the one with the serial number ${serial}.`,
    token: (serial) =>
      `In the software that came with the token, delete the one with the serial number ${serial}. Its private key goes too, so check the number with care.`,
  },
  whatToDo: 'What to do',
  filter: 'Filter by user, company, place or serial number',
  found: (n, of) => `${String(n)} of ${String(of)} shown`,
  notFound: 'No certificate matches',
  reasons: {
    expired: { tag: 'Expired', why: () => 'Its validity is over.', date: (_from, to) => `Expired ${to}` },
    'not-yet-valid': {
      tag: 'Not yet valid',
      why: () => 'Its validity has not begun.',
      date: (from) => `Usable from ${from}`,
    },
    'no-private-key': {
      tag: 'No private key',
      why: () => 'The private key that belongs to it is missing.',
      date: until,
    },
    'wrong-usage': {
      tag: 'Other purpose',
      why: () => 'It is for something else than login, such as mail or signatures.',
      date: until,
    },
    'wrong-issuer': {
      tag: 'Other issuer',
      why: (bank, issuer) => `Issued by "${issuer}"; it cannot be used at ${bank}.`,
      date: until,
    },
    'cannot-sign': {
      tag: 'Cannot sign',
      why: () => 'It cannot make the kind of signature the login needs.',
      date: until,
    },
  },
  none: 'There is no usable certificate',
  noneText: 'To use a token, plug it in and press "Read again".',
  noneAdvice: 'To use a certificate below, see "What to do".',
  modules: (n) => (n === 1 ? 'A token could not be read' : 'Some tokens could not be read'),
  modulesText: 'Certificates on tokens read by this software are not in the list:',
  searching: 'Checking tokens…',
  nowUsable: (n) => `${many(n, 'usable certificate')}.`,
  detailsLater: 'They appear here once you have chosen a certificate.',
  footChoose: 'Please choose the certificate to use.',
  foot: 'The certificate is not sent until you press OK.',
  footToken: 'Next you enter the PIN of the token.',
  footLocked: 'Once the token is unlocked, OK goes on.',
  footNone: 'Without a usable certificate you cannot go on.',
  cancel: 'Cancel',
  ok: 'OK',
};

export const tokenPin: TokenPinTexts = {
  title: 'Enter the token PIN',
  lead: 'Enter it with the keys on the screen.',
  leadOf: (label) => `Enter the PIN of ${label} with the keys on the screen.`,
  field: 'Token PIN',
  about: 'The token',
  token: 'Token',
  holder: 'User',
  left: 'Tries',
  letters: 'Use letters too',
  digitsOnly: 'Digits only',
  other: 'The token PIN is not the login password and not an inquiry PIN.',
  stays: (bank, tpp) => `The PIN stays on this PC. It is sent neither to ${bank} nor to ${tpp}.`,
  chooseAgain: 'Switch certificate',
  skip: 'Skip this token',
  forList: 'The certificates on this token can be read once you enter its PIN. If you do not use it, go on without.',
  ok: 'OK',
  tries: { normal: 'No sign that few are left', low: 'Only a few are left', final: '1 try left' },
  before: {
    low: { title: 'Only a few tries are left', text: 'A wrong PIN was entered before.' },
    final: { title: 'Only 1 try is left', text: 'The next wrong PIN locks the token.' },
  },
  wrong: 'The PIN is wrong',
  after: {
    normal: 'More wrong tries lock the token.',
    low: 'Only a few tries are left; more wrong ones lock the token.',
    final: 'The next wrong PIN locks the token.',
  },
  unsure: 'If you do not know the PIN, stop here and ask your administrator.',
  length: (min, max) =>
    min === max
      ? many(min, 'character')
      : max > 32
        ? `${many(min, 'character')} or more`
        : `${String(min)}–${String(max)} characters`,
  count: (n) => many(n, 'character'),
  missing: (n) => `Enter at least ${many(n, 'more character')}.`,
  empty: 'Enter the PIN.',
  readerTitle: 'Enter the PIN on the reader',
  readerLead: (label) => `Use the keys of the card reader for the PIN of ${label === '' ? 'the token' : label}.`,
  readerStoppedTitle: 'The PIN has not been entered',
  readerStoppedLead: (label) =>
    `The PIN of ${label === '' ? 'the token' : label} was not checked, so the procedure cannot go on yet.`,
  readerWait: 'Waiting for the entry on the reader',
  readerNote: 'It continues automatically after the entry. You can switch the certificate or cancel at any time.',
  readerLeft: 'Time left to enter it',
  readerSoon: '30 seconds are left to enter the PIN on the reader.',
  readerEnds: 'Ends soon',
  readerAgain: 'Enter PIN again',
  readerFirst: {
    'token.pin-timed-out': 'Have the reader at hand, then press "Enter PIN again".',
    'token.pin-cancelled': 'To go on, press "Enter PIN again".',
  },
};

export const tokenRemoved: TokenRemovedTexts = {
  title: 'Please plug the token in again',
  lead: 'The token was removed, so the procedure is paused.',
  wait: (label) => (label === '' ? 'Waiting for the token' : `Waiting for ${label}`),
  lost: 'If the token is not at hand, switch the certificate or cancel the procedure.',
  note: 'When it is back, the procedure continues automatically. Leave it in until the end.',
};
