import { z } from 'zod';

/** The line a started server prints; `server/main.ts` says more than what is read here. */
export const readySchema = z.object({
  ready: z.literal(true),
  issuer: z.url(),
  certificateOrigin: z.url(),
  /** The TPP's start page. */
  tpp: z.url(),
  pages: z.url(),
  ca: z.string(),
  profile: z.string(),
  personas: z
    .array(
      z.object({
        id: z.string(),
        name: z.string(),
        certificate: z.string(),
        certificatePassword: z.string(),
        storeCertificates: z.array(z.string()),
        tokens: z.array(z.object({ label: z.string(), pin: z.string(), locked: z.boolean() })),
        tokenEnvironment: z.record(z.string(), z.string()),
        company: z.string(),
        loginPassword: z.string(),
        accounts: z.array(
          z.object({ label: z.string(), last3: z.string(), pin: z.string().nullable(), pinState: z.string() }),
        ),
      }),
    )
    .min(1),
});
export type Ready = z.infer<typeof readySchema>;
export type ReadyPersona = Ready['personas'][number];

/** What the server tells the process that started it: a browser wants the app to open this link. */
export const handoverSchema = z.object({ type: z.literal('handover'), link: z.string().max(4096) });
