import { journey } from './gallery/journey.ts';
import { scenes } from './gallery/scenes.ts';
import { scriptedBridge } from './gallery/scripted-bridge.ts';
import { mount } from './mount.tsx';
import { switchLanguage } from './stores/language-store.ts';

// gallery.html?scene=consent&lang=en&theme=dark&env=test. Without a scene: a list of all. Never part of the app's build.
const asked = new URLSearchParams(window.location.search);
const scene = scenes[asked.get('scene') ?? ''];
const theme = asked.get('theme');
if (theme !== null) document.documentElement.dataset['theme'] = theme;
if (asked.get('lang') === 'en') switchLanguage();

if (scene === undefined) {
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
} else {
  const environment = asked.get('env') === 'test' ? 'test' : scene.environment;
  mount(scriptedBridge({ ...scene, environment }, journey));
}
