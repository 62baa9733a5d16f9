import pkcs11js from 'pkcs11js';
import { ModuleService } from './module-service.ts';
import type { ModuleMessage } from './protocol.ts';

/** What Electron adds to `process` in a utility process. */
type ParentPort = {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
  postMessage(message: unknown): void;
};

/**
 * The process of one PKCS#11 module: the only place where other people's library runs. An Electron utility process, or a plain child
 * of Node in tests; both hand over the same messages.
 */
function main(): void {
  const port = (process as { readonly parentPort?: ParentPort }).parentPort;
  const post = (message: ModuleMessage): void => {
    if (port === undefined) process.send?.(message);
    else port.postMessage(message);
  };
  const service = new ModuleService(new pkcs11js.PKCS11(), post);
  if (port === undefined) {
    process.on('message', (message) => service.receive(message));
    process.on('disconnect', () => process.exit(0));
  } else {
    port.on('message', ({ data }) => service.receive(data));
  }
}

main();
