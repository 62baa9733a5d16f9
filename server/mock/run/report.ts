import type { Played } from './play-script.ts';

const escapeXml = (text: string): string =>
  text
    // XML 1.0 knows no other control characters.
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

const seconds = (ms: number): string => (ms / 1000).toFixed(3);

/** JUnit XML: one suite, one case per script. A script that failed names the line, and what was wrong there. */
export function junitReport(played: readonly Played[]): string {
  const failures = played.filter(({ ok }) => !ok).length;
  const time = seconds(played.reduce((sum, { ms }) => sum + ms, 0));
  const cases = played.map(({ file, name, ms, steps }) => {
    const failed = steps.find(({ ok }) => !ok);
    const head = `    <testcase classname="${escapeXml(file)}" name="${escapeXml(name)}" time="${seconds(ms)}"`;
    if (failed === undefined) return `${head}/>`;
    const where = `${file}:${String(failed.line)}`;
    const [first = ''] = failed.faults;
    const body = `${where}: ${failed.text}\n${failed.faults.join('\n')}`;
    return `${head}>\n      <failure message="${escapeXml(`${where}: ${first}`)}">${escapeXml(body)}</failure>\n    </testcase>`;
  });
  const counts = `tests="${String(played.length)}" failures="${String(failures)}" errors="0" time="${time}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="renkei mock" ${counts}>`,
    `  <testsuite name="renkei mock" ${counts}>`,
    ...cases,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

/** The same for programs: every step with its line, and the error rows that were shown. */
export function jsonReport(played: readonly Played[]): object {
  const rounded = played.map((one) => ({
    ...one,
    ms: Math.round(one.ms),
    steps: one.steps.map((step) => ({ ...step, ms: Math.round(step.ms) })),
  }));
  return {
    ok: played.every(({ ok }) => ok),
    shown: [...new Set(played.filter(({ ok }) => ok).flatMap(({ shows }) => shows))].sort(),
    scripts: rounded,
  };
}
