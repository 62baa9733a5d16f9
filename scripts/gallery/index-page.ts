import type { Shot } from '../../test/support/gallery/stage.ts';
import { fileOf } from './file-of.ts';

const figure = (shot: Shot): string =>
  `<a href="${fileOf(shot)}"><figure><img loading="lazy" src="${fileOf(shot)}" alt=""><figcaption>` +
  `${shot.language} ${shot.theme} ${String(shot.size.width)}</figcaption></figure></a>`;

/** All pictures on one page, a row for each scene. */
export const indexPage = (scenes: readonly string[], shots: readonly Shot[]): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>Gallery</title><style>
body{font:14px sans-serif;margin:2rem}h2{font-size:1rem;margin:2rem 0 .5rem}div{display:flex;gap:1rem;overflow-x:auto}
figure{margin:0}img{height:220px;border:1px solid #8896a8}figcaption{color:#4a5767}a{color:inherit;text-decoration:none}
</style><h1>Gallery: ${String(scenes.length)} scenes, ${String(shots.length)} pictures</h1>
${scenes
  .map(
    (scene) =>
      `<h2 id="${scene}">${scene}</h2><div>${shots
        .filter((shot) => shot.scene === scene)
        .map(figure)
        .join('')}</div>`,
  )
  .join('\n')}</html>`;
