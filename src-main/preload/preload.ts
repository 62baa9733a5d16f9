import { contextBridge, ipcRenderer } from 'electron';
import { callNames, closeChannel, viewChannel } from '../contract/call-names.ts';
import type { Bridge } from '../contract/calls.ts';
import type { View } from '../contract/views.ts';

const bridge: Bridge = {
  call: (name, input) => {
    if (!callNames.has(name)) throw new TypeError(`no such call: ${name}`);
    return ipcRenderer.invoke(name, input);
  },
  onView: (listener) => {
    const relay = (_event: unknown, view: View): void => {
      listener(view);
    };
    ipcRenderer.on(viewChannel, relay);
    return () => {
      ipcRenderer.off(viewChannel, relay);
    };
  },
  onCloseAsked: (listener) => {
    const relay = (): void => {
      listener();
    };
    ipcRenderer.on(closeChannel, relay);
    return () => {
      ipcRenderer.off(closeChannel, relay);
    };
  },
};

contextBridge.exposeInMainWorld('renkei', bridge);
