import { NetworkError, type Http } from './http.ts';

/** Whether the server answers at all. Says nothing of the customer, costs the server a page that is always ready. */
export async function reachable(http: Http, issuer: string): Promise<boolean> {
  try {
    return (await http.send({ method: 'GET', url: `${issuer}/.well-known/openid-configuration` })).status === 200;
  } catch (error) {
    if (error instanceof NetworkError) return false;
    throw error;
  }
}
