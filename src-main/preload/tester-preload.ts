import { contextBridge, ipcRenderer } from 'electron';
import type { TesterBridge } from '../contract/tester.ts';

const bridge: TesterBridge = { call: (name, input) => ipcRenderer.invoke('tester', { name, input }) };

contextBridge.exposeInMainWorld('renkeiTester', bridge);
