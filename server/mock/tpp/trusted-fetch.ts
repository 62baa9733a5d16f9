import { Agent, fetch as undiciFetch } from 'undici';

type AgentOptions = Agent.Options;

export type TrustedFetch = {
  readonly fetch: (url: string, options?: object) => Promise<Response>;
  close(): Promise<void>;
};

/**
 * `fetch` that trusts one more authority, for this client only: the process's own trust is left as it is. It speaks TLS
 * and nothing else, whatever the client in front of it allows.
 */
export function trustedFetch(caPem: string, options: AgentOptions = {}): TrustedFetch {
  const dispatcher = new Agent({ connect: { ca: caPem }, keepAliveTimeout: 1000, ...options });
  return {
    fetch: async (url: string, request: object = {}): Promise<Response> => {
      if (!url.startsWith('https:')) throw new Error(`only TLS: ${url}`);
      const answer = await undiciFetch(url, { ...request, dispatcher });
      // undici's own Response class is not the global one that clients check for.
      const body = await answer.arrayBuffer();
      return new Response(body.byteLength === 0 ? null : body, {
        status: answer.status,
        statusText: answer.statusText,
        headers: [...answer.headers],
      });
    },
    close: () => dispatcher.destroy(),
  };
}
