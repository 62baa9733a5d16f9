import { interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider';

const { Check, Prompt, base } = interactionPolicy;

/** Asked until it was answered in this very authorization; a session from before never answers it. */
const always = (name: 'login' | 'consent') =>
  new Prompt(
    { name, requestable: true },
    new Check(`${name}_required`, `${name} is always required`, (context: KoaContextWithOIDC) =>
      context.oidc.result?.[name] === undefined ? Check.REQUEST_PROMPT : Check.NO_NEED_TO_PROMPT,
    ),
  );

export function prompts(): interactionPolicy.DefaultPolicy {
  const policy = base();
  policy.clear();
  policy.add(always('login'));
  policy.add(always('consent'));
  return policy;
}
