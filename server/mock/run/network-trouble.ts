/** Node's names for what goes wrong below HTTP, as the app would call it. */
const table: readonly (readonly [RegExp, string])[] = [
  [/^CERT_(?:HAS_EXPIRED|NOT_YET_VALID)$/, 'environment.clock-wrong'],
  [
    /^(?:SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_\w+|CERT_\w+|ERR_TLS_CERT_ALTNAME_INVALID|ERR_SSL_\w+)$/,
    'environment.server-untrusted',
  ],
  [
    /^(?:ECONN\w+|EPIPE|ETIMEDOUT|EAI_AGAIN|ENOTFOUND|UND_ERR_(?:SOCKET|CONNECT_TIMEOUT|HEADERS_TIMEOUT|BODY_TIMEOUT))$/,
    'environment.offline',
  ],
];

const reasons = (error: unknown): readonly unknown[] => {
  const chain: unknown[] = [];
  for (let one = error; one instanceof Error && chain.length < 8; one = one.cause) {
    chain.push(one);
    if (one instanceof AggregateError) chain.push(...(one.errors as unknown[]));
  }
  return chain;
};

/** `null`: it is something else. */
export function networkTrouble(error: unknown): { readonly code: string; readonly reason: string } | null {
  for (const one of reasons(error)) {
    const name = one instanceof Error && 'code' in one ? String(one.code) : '';
    const code = table.find(([pattern]) => pattern.test(name))?.[1];
    if (code !== undefined) return { code, reason: name };
  }
  return null;
}
