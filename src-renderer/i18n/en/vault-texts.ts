import type { VaultTexts } from '../vault-texts.ts';

export const vault: VaultTexts = {
  memoryTitle: 'The key of your receipts is kept only while this app is open',
  memoryText:
    'You can go on with the procedure. Receipts of your links can no longer be seen on this PC once the app is closed. Passwords and PINs are never stored anyway.',
  why: {
    'library-missing': 'This PC has no place to keep credentials. Please tell your IT staff.',
    'no-service':
      'The credential store of this PC is not running. If this lasts after a restart of the PC, please tell your IT staff.',
    locked: 'The credential store of this PC is locked. Unlock it and open the app again to have the key kept.',
    'no-answer':
      'The credential store of this PC does not answer. If it asks you something, answer it and open the app again.',
    'does-not-keep': 'The credential store of this PC could not keep the key. Please tell your IT staff.',
  },
  support: 'Information for support',
  supportText: 'It contains neither names nor account information.',
  show: 'Show information for support',
  copy: 'Copy the information',
  failed: 'The information could not be gathered. Please open the app again.',
};
