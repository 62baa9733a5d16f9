/** The process of one module as the app sees it. After `kill` nothing more is expected of it but its exit. */
export interface ModuleProcess {
  /** Copies the message before it returns, so that the sender may wipe what it sent. */
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, however it ended. */
  onExit(listener: () => void): void;
  kill(): void;
}

export interface ProcessHost {
  /** `name` is for the task manager. */
  start(name: string): ModuleProcess;
}
