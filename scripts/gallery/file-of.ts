import type { Shot } from '../../test/support/gallery/stage.ts';

/** Where the picture lies below `out/gallery`. */
export const fileOf = ({ scene, language, theme, size }: Shot): string =>
  `${scene}/${language}-${theme}-${String(size.width)}.png`;
