const secrets = [
  'authorization',
  'cookie',
  'dpop',
  'set-cookie',
  'password',
  'pin',
  'sealed',
  'ticket',
  'seal',
  'snapshot',
];

/** What a log line must not show even by mistake, at any depth a line of ours has. */
export const secretPaths: readonly string[] = secrets.flatMap((name) => [
  `["${name}"]`,
  `*["${name}"]`,
  `*.*["${name}"]`,
  `*.*.*["${name}"]`,
]);
