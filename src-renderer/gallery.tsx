import type { Bridge } from '../src-main/contract/calls.ts';
import { acts, type Act } from './gallery/acts.ts';
import type { Shown } from './gallery/gallery-window.ts';
import { journey } from './gallery/journey.ts';
import { press } from './gallery/press.ts';
import { scenes } from './gallery/scenes.ts';
import { scriptedBridge } from './gallery/scripted-bridge.ts';
import { mount } from './mount.tsx';
import { setLanguage } from './stores/language-store.ts';
import { prefer } from './stores/preferences-store.ts';

// gallery.html?scene=consent&lang=en&theme=dark&env=test. Without a scene: a list of all. Never part of the app's build.

let takeAway: () => void = () => undefined;

const silence: Pick<Bridge, 'call'> = { call: () => new Promise(() => undefined) };

function bridgeOf(name: string, act: Act, environment: Shown['environment']): Bridge {
  const scene = scenes[name];
  if (scene === undefined) throw new Error(`no scene ${name}`);
  const view = environment === undefined ? scene : { ...scene, environment };
  const scripted = scriptedBridge(act.before ?? view, act.answers === true ? () => view : journey);
  if (act.before !== undefined && act.answers !== true) setTimeout(() => scripted.show(view), 0);
  if (act.closeAsked === true) {
    return {
      ...scripted,
      onCloseAsked: (listener) => {
        setTimeout(listener, 0);
        return () => undefined;
      },
    };
  }
  if (act.crash === true) {
    // A provider without a name cannot be drawn.
    return { ...scripted, onView: (listener) => (listener({ ...view, tpp: {} } as never), () => undefined) };
  }
  if (act.silent !== true) return scripted;
  let first = name !== 'starting';
  return {
    ...scripted,
    call: (call, input) => {
      const answer = first ? scripted.call(call, input) : silence.call(call, input);
      first = false;
      return answer;
    },
  };
}

/** Two frames: what was set has been drawn. */
const drawn = (): Promise<void> =>
  new Promise((resolve) => {
    requestAnimationFrame(() => {
      requestAnimationFrame(() => {
        resolve();
      });
    });
  });

/** What fades in is there at once; only the caret goes on. */
function finishAnimations(): void {
  for (const animation of document.getAnimations()) {
    if (Number.isFinite(Number(animation.effect?.getComputedTiming().endTime))) animation.finish();
  }
}

async function show({ scene, language, theme, environment }: Shown): Promise<void> {
  takeAway();
  const root = document.documentElement;
  const act = acts[scene] ?? {};
  if (theme === undefined) delete root.dataset['theme'];
  else root.dataset['theme'] = theme;
  delete root.dataset['env'];
  setLanguage(language);
  prefer({ wording: act.wording ?? 'plain', calendar: act.calendar ?? 'western' });
  takeAway = mount(bridgeOf(scene, act, environment));
  await document.fonts.ready;
  await drawn();
  await press(act.press ?? [], act.silent === true);
  await document.fonts.ready;
  await drawn();
  finishAnimations();
  await drawn();
  window.scrollTo(0, 0);
}

const asked = new URLSearchParams(window.location.search);
const scene = asked.get('scene');
window.gallery = { names: Object.keys(scenes), show };

if (scene !== null && scene in scenes) {
  const theme = asked.get('theme');
  void show({
    scene,
    language: asked.get('lang') === 'en' ? 'en' : 'ja',
    ...(theme === 'dark' || theme === 'light' ? { theme } : {}),
    ...(asked.get('env') === 'test' ? { environment: 'test' } : {}),
  });
} else if (asked.get('bare') === null) {
  const list = document.createElement('ul');
  for (const name of Object.keys(scenes)) {
    const link = document.createElement('a');
    link.href = `?scene=${name}`;
    link.textContent = name;
    const item = document.createElement('li');
    item.append(link);
    list.append(item);
  }
  document.body.append(list);
}
