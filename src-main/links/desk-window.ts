import type { Failure } from '../contract/failure.ts';
import { contractVersion, type View } from '../contract/views.ts';
import type { DeskPorts } from './desk-ports.ts';
import { deskScreen, type DeskSession, type DeskState } from './desk-state.ts';

type Ports = Pick<DeskPorts, 'profile' | 'monotonic' | 'numbering' | 'keeping' | 'keypads' | 'onView'>;

/** Where the desk stands, and the views that are said of it. */
export class DeskWindow {
  readonly #ports: Ports;
  readonly #isOffline: () => boolean;
  #state: DeskState = { kind: 'closed' };
  #notice: Failure | null = null;
  /** The session at the server that is shown; `null`: none. */
  desk: DeskSession | null = null;

  constructor(ports: Ports, isOffline: () => boolean) {
    this.#ports = ports;
    this.#isOffline = isOffline;
  }

  get state(): DeskState {
    return this.#state;
  }

  view(): View {
    const { profile, monotonic, numbering, keeping } = this.#ports;
    return {
      contract: contractVersion,
      sequence: numbering.current,
      environment: profile.environment,
      bank: profile.bank,
      tpp: null,
      task: 'links',
      screen: deskScreen(this.#state, this.desk, monotonic()),
      notice: this.#notice,
      connection: this.#isOffline() ? 'offline' : 'online',
      ...(keeping === undefined ? {} : { keyring: keeping.keyring() }),
    };
  }

  /** Says the present view once more. */
  refresh(): View {
    this.#ports.numbering.next();
    const view = this.view();
    this.#ports.onView(view);
    return view;
  }

  show(state: DeskState, notice: Failure | null = null): View {
    if (state.kind !== 'password') this.#ports.keypads.close();
    this.#state = state;
    this.#notice = notice;
    return this.refresh();
  }

  /** Somebody else has the window from now on: nothing is said any more. */
  leave(): void {
    this.#state = { kind: 'closed' };
  }

  /** The session is over; what shows stays until something else is shown. */
  drop(): void {
    this.#notice = null;
    this.desk = null;
    this.#ports.keypads.close();
  }
}
