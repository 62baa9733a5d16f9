import type { ServerConfig } from '../../config.ts';

/** Settings of the running server that a scenario may change; the server reads them for every request. */
export type LiveSettings = { minimumClient: string | null };

/** The configuration as it is, but for what is set at the moment. */
export function liveConfig(config: ServerConfig): { readonly config: ServerConfig; readonly settings: LiveSettings } {
  const settings: LiveSettings = { minimumClient: null };
  return {
    settings,
    config: {
      ...config,
      get minimumClient() {
        return settings.minimumClient ?? config.minimumClient;
      },
    },
  };
}
