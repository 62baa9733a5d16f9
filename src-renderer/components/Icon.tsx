import type { ReactElement } from 'react';

/** Line drawings on a 24 × 24 grid, drawn for this product. */
const drawings = {
  back: (
    <>
      <path d="M9 5h11v14H9l-6-7z" />
      <path d="m12 9.5 5 5M17 9.5l-5 5" />
    </>
  ),
  bank: (
    <>
      <path d="M12 3.5a8.5 8.5 0 1 0 8.5 8.5" />
      <path d="M12 8a4 4 0 1 0 4 4" />
      <circle cx="18" cy="6" r="2.2" fill="currentColor" stroke="none" />
    </>
  ),
  check: <path d="m5 12.5 4.5 4.5L19 7" />,
  clock: (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="M12 7v5l3.2 2" />
    </>
  ),
  copy: (
    <>
      <rect x="9" y="9" width="11" height="11" rx="2" />
      <path d="M5 15V6a2 2 0 0 1 2-2h8" />
    </>
  ),
  down: <path d="m6 9 6 6 6-6" />,
  flask: (
    <>
      <path d="M9.5 3.5h5M10.5 3.5V10L5 19a1 1 0 0 0 .9 1.5h12.2A1 1 0 0 0 19 19l-5.5-9V3.5" />
      <path d="M8 15h8" />
    </>
  ),
  help: (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="M9.5 9.5a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .8-1 1.7M12 16.6v.1" />
    </>
  ),
  info: (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="M12 11v5.5M12 7.6v.1" />
    </>
  ),
  keys: (
    <>
      <rect x="2.5" y="6" width="19" height="12" rx="2" />
      <path d="M6.5 10h.1M10 10h.1M14 10h.1M17.5 10h.1M8 14h8" />
    </>
  ),
  list: (
    <>
      <path d="M9 6h11M9 12h11M9 18h11M4.5 6h.1M4.5 12h.1M4.5 18h.1" />
    </>
  ),
  lock: (
    <>
      <rect x="5" y="11" width="14" height="9.5" rx="2" />
      <path d="M8 11V8a4 4 0 0 1 8 0v3" />
    </>
  ),
  minus: <path d="M6 12h12" />,
  display: (
    <>
      <path d="M4 18 8.5 6h1L14 18M5.5 14h7" />
      <path d="M15.5 18 18 11l2.5 7M16.4 15.8h3.2" />
    </>
  ),
  file: (
    <>
      <path d="M12 3.5V15M7.5 10.5 12 15l4.5-4.5" />
      <path d="M4 19.5h16" />
    </>
  ),
  offline: (
    <>
      <path d="M4 9.5a12 12 0 0 1 16 0M7.5 13.5a7 7 0 0 1 9 0M12 18h.1" />
      <path d="M5 4l14 16" />
    </>
  ),
  pc: (
    <>
      <rect x="3" y="4.5" width="18" height="11.5" rx="1.5" />
      <path d="M9 20h6M12 16v4" />
    </>
  ),
  plus: <path d="M12 6v12M6 12h12" />,
  print: (
    <>
      <path d="M7 9V4h10v5M7 17H4.5v-6.5a1.5 1.5 0 0 1 1.5-1.5h12a1.5 1.5 0 0 1 1.5 1.5V17H17" />
      <path d="M7 14.5h10v5H7z" />
    </>
  ),
  redo: (
    <>
      <path d="M20 11a8 8 0 1 0-1.6 6" />
      <path d="M20 4.5V11h-6.5" />
    </>
  ),
  rings: (
    <>
      <circle cx="8.5" cy="12" r="5.5" />
      <circle cx="15.5" cy="12" r="5.5" />
    </>
  ),
  shield: (
    <>
      <path d="M12 3 4.5 6v5.5c0 4.8 3.2 8 7.5 9.5 4.3-1.5 7.5-4.7 7.5-9.5V6z" />
      <path d="m8.5 12 2.5 2.5 4.5-5" />
    </>
  ),
  stop: (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="M12 7.5v5.5M12 16.4v.1" />
    </>
  ),
  token: (
    <>
      <rect x="2.5" y="8" width="13" height="8" rx="2" />
      <path d="M15.5 9.5h6v5h-6" />
      <path d="M6 12h.1" />
    </>
  ),
  warn: (
    <>
      <path d="M12 3.5 22 20.5H2z" />
      <path d="M12 10v4.5M12 17.6v.1" />
    </>
  ),
  x: <path d="M6 6l12 12M18 6 6 18" />,
} satisfies Record<string, ReactElement>;

export type IconName = keyof typeof drawings;

/** Always decoration: what it means stands beside it in words. */
export function Icon({ name }: { readonly name: IconName }): ReactElement {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {drawings[name]}
    </svg>
  );
}
