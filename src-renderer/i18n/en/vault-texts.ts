import type { VaultTexts } from '../vault-texts.ts';

export const vault: VaultTexts = {
  memoryTitle: 'Receipts of your permissions cannot be kept on this PC',
  memoryText:
    'You can go on. After your permission you can print the receipt or save it as PDF; later it is under "See linked services".',
  why: {
    'library-missing': 'This PC has no place to keep receipts safely. Please tell your IT staff.',
    'no-service':
      'The function that stores receipts safely on this PC is not running. If restarting the PC does not help, please tell your IT staff.',
    locked:
      'The place that keeps receipts safely on this PC is locked. Unlock it and open the app again to have them kept.',
    'no-answer':
      'The place that keeps receipts safely on this PC does not answer. If it asks you something, answer it and open the app again.',
    'does-not-keep': 'The place that keeps receipts safely on this PC could not keep them. Please tell your IT staff.',
  },
  support: 'Information for support',
  supportText: 'It contains neither names nor account information.',
  show: 'Show information for support',
  copy: 'Copy the information',
  failed: 'The information could not be gathered. Please open the app again.',
};
