/** Where Electron comes from: given by the user, the official release, or the stand-in for development. */
export type Origin = 'override' | 'official' | 'development';

export type ElectronRuntime = {
  readonly executable: string;
  /** The unpacked folder; what electron-builder calls `electronDist`. */
  readonly dist: string;
  readonly version: string;
  readonly origin: Origin;
};
