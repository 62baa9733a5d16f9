import { displaysVariable } from './displays.ts';

// In each test process, before its tests: the display that is its own. Two windows on one would take the focus from each other.
const displays = process.env[displaysVariable]?.split(' ') ?? [];
const own = displays[(Number(process.env['VITEST_POOL_ID']) - 1) % displays.length];
if (own !== undefined && own !== '') process.env['DISPLAY'] = own;
