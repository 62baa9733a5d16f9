import type { Customer, Customers } from './customers/customers.ts';

/** What the ready line says of one person: all that a tester, or the launcher, needs to play him. */
export async function customerFacts(customers: Customers, { persona, certificate, certificates }: Customer) {
  const tokens = await customers.tokensOf(persona.id);
  const made = 'missing' in tokens ? { tokens: [], environment: {} } : tokens;
  return {
    id: persona.id,
    name: persona.name,
    company: persona.contract.company,
    story: persona.story,
    certificate: certificate.file,
    certificatePassword: certificate.password,
    /** Those that belong into the store of the operating system. */
    storeCertificates: certificates.filter(({ order }) => order.place === 'os').map(({ file }) => file),
    tokens: made.tokens,
    /** How the app must be started to see this person's tokens and no others. */
    tokenEnvironment: made.environment,
    loginPassword: persona.loginPassword,
    accounts: persona.accounts.map((account) => ({
      label: `${account.branch.ja} ${account.type} ${account.number.slice(-3)}`,
      last3: account.number.slice(-3),
      pin: account.pin?.number ?? null,
      pinState: account.pin?.state ?? 'none-on-file',
    })),
  };
}
