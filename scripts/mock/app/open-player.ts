import { HttpPlayer } from '../../../server/mock/run/http-player.ts';
import type { Player } from '../../../server/mock/run/player.ts';
import type { Script } from '../../../server/mock/run/script.ts';
import type { Site } from '../../../server/mock/run/site.ts';
import { AppPlayer } from './app-player.ts';

/** The player a script asks for. */
export const openPlayer = (site: Site, script: Script): Player | Promise<Player> =>
  script.by === 'app' ? AppPlayer.open(site, script) : new HttpPlayer(site, script);
