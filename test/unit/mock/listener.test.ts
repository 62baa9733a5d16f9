import { request } from 'undici';
import { describe, expect, it } from 'vitest';
import { openListener } from '../../../server/mock/listener.ts';

const handle = (_request: unknown, response: { end(text: string): void }): void => {
  response.end('here');
};

const reach = async (host: string, port: number): Promise<string> =>
  (await request(`http://${host}:${String(port)}/`, { reset: true })).body.text();

describe('a listener', () => {
  it('moves on when its port is taken, and lets go of everything when closed', async () => {
    const first = await openListener({ port: 0, handle });
    const second = await openListener({ port: first.port, handle });
    expect(second.port).not.toBe(first.port);
    expect(await reach('localhost', first.port)).toBe('here');
    expect(await reach('127.0.0.1', second.port)).toBe('here');
    await Promise.all([first.close(), second.close()]);
    await expect(reach('127.0.0.1', first.port)).rejects.toThrow(/ECONNREFUSED/);
    const again = await openListener({ port: first.port, handle });
    expect(again.port).toBe(first.port);
    await again.close();
  });
});
