/**
 * Signatures that are accepted and made (FAPI 2.0 Security Profile 5.4.1-1). `EdDSA` and its fully specified name (RFC 9864)
 * both mean Ed25519 here.
 */
export const signatureAlgorithms = ['ES256', 'PS256', 'EdDSA', 'Ed25519'] as const;
