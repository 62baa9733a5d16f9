/** The window's own origin. Neither `file:` nor anything a web page could have. */
export const uiScheme = 'renkei-ui';
export const uiOrigin = `${uiScheme}://app`;

/** The address of a keypad's picture; only the open pad has one. */
export const keypadAddress = (pad: string): string => `${uiOrigin}/keypad/${pad}.svg`;

/** The address of the names of a keypad's keys; only the open pad has one, while they are to be spoken. */
export const keypadNamesAddress = (pad: string): string => `${uiOrigin}/keypad/${pad}.css`;
