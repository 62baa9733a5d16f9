/**
 * Places of a flow at which something can be made to happen, in the order in which a flow passes them. The six in the middle are
 * the steps of the procedure: what the app sends from that step.
 */
export const points = [
  /** The TPP pushes its request. */
  'par',
  /** An ordinary browser opens the launch page. */
  'launch',
  /** The app opens the request. */
  'authorize',
  /** The app asks where the flow stands. */
  'look',
  /** The app opens the certificate endpoint. */
  'hello',
  'certificate',
  'password',
  'services',
  'inquiryPin',
  'inquiryPinResult',
  'consent',
  'cancel',
  'extend',
  /** The app follows the flow's end back to the TPP. */
  'resume',
  /** The browser comes back to the TPP. */
  'return',
  'token',
  'resources',
] as const;
export type Point = (typeof points)[number];

/** Points at which the app meets a server error as a screen. */
export const appPoints = [
  'authorize',
  'look',
  'certificate',
  'password',
  'services',
  'inquiryPin',
  'inquiryPinResult',
  'consent',
  'cancel',
  'resume',
] as const satisfies readonly Point[];
