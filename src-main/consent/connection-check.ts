import type { ConnectionReport } from '../contract/calls.ts';
import { NetworkError, type Http } from './http.ts';
import { networkFailure } from './network-failure.ts';

/**
 * Whether the server can be reached and is the right one: its own description is asked for, on a connection of its own
 * that is closed again. Nothing of the customer is sent.
 */
export async function checkConnection(http: Http, issuer: string): Promise<ConnectionReport> {
  try {
    const answer = await http.send({ method: 'GET', url: `${issuer}/.well-known/openid-configuration` });
    return { server: answer.status === 200 ? 'reached' : 'environment.server-error' };
  } catch (error) {
    if (error instanceof NetworkError) return { server: networkFailure(error.message) };
    throw error;
  } finally {
    await http.close();
  }
}
