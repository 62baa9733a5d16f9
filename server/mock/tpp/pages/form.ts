import type { BrowserSession } from '../sessions.ts';
import { html, type Html } from './html.ts';

export const formTokenName = 'csrf';

/** Without it a form is refused: it shows that the page it stands on was made for this browser. */
export const formToken = ({ formToken: token }: BrowserSession): Html =>
  html`<input type="hidden" name="${formTokenName}" value="${token}" />`;

/** A form that is one button. */
export const buttonForm = (
  session: BrowserSession,
  action: string,
  label: string,
  look: 'primary' | 'secondary' | 'quiet' = 'secondary',
): Html =>
  html`<form method="post" action="${action}">
    ${formToken(session)}<button type="submit" class="${look}">${label}</button>
  </form>`;
