import type { FlowPorts } from '../consent/flow-ports.ts';
import type { Numbering } from '../consent/numbering.ts';
import type { ReceiptsView } from '../contract/receipts.ts';

export type DeskPorts = Omit<FlowPorts, 'openBrowser' | 'keeping' | 'numbering'> & {
  readonly numbering: Numbering;
  readonly keeping?: Pick<NonNullable<FlowPorts['keeping']>, 'keyring'> & {
    readonly receipts: () => Promise<ReceiptsView>;
  };
};
