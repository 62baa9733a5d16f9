import type { WindowTexts } from '../window-texts.ts';

export const windowTexts: WindowTexts = {
  display: {
    open: 'Display',
    title: 'Display settings',
    text: 'Change how the screen shows things so that it is easier to read. The procedure stays the same.',
    easy: 'Easy reading',
    easyHint: 'In Japanese, difficult words get their reading in kana.',
    calendar: 'Japanese calendar',
    calendarHint: 'Years are shown by the Japanese era.',
    example: 'Example: ',
  },
  offline: {
    title: 'The server cannot be reached',
    text: 'As soon as it can be reached, this screen continues automatically. What you chose is kept. Please check the network and wait.',
  },
  check: {
    title: 'Connection',
    text: 'Before you start, you can check whether the server can be reached.',
    button: 'Check the connection',
    reached: 'The server can be reached. You can start.',
    failed: (code) => `It could not be reached. Please check the network and try again. (Error code ${code})`,
    again: 'Check again',
  },
  document: {
    print: 'Print',
    save: 'Save as PDF',
    printed: 'Sent to the printer.',
    saved: 'The PDF was saved.',
    notPrinted: 'It was not printed.',
    notSaved: 'It was not saved.',
    consentTitle: 'Summary of what you permit',
    note: 'This paper repeats what was shown on the screen.',
    decidedAt: (when) => `Permitted ${when}`,
    number: (number) => `Receipt ${number}`,
    kept: {
      'this-pc': 'A copy was also kept on this PC, encrypted.',
      memory: 'No copy could be kept on this PC. Print it or save it as PDF if you need one.',
    },
  },
  difference: {
    label: 'What changes from the present link',
    added: 'Added',
    removed: 'Removed',
    kept: 'Same',
    nothing: 'Services and accounts are the same as in the present link.',
    ends: 'Until',
    endsText: (before, after) => `${before} → ${after}`,
    showKept: 'Show also what stays the same',
    count: (n) => `${String(n)} ${n === 1 ? 'account' : 'accounts'}`,
  },
};
