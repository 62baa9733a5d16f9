import { windowBridge } from './bridge/window-bridge.ts';
import { mount } from './mount.tsx';

mount(windowBridge());
