import type { KeypadView, Screen, SnapshotView, StepView, View } from '../../src-main/contract/views.ts';

// Parts of the contract by the names this side uses. Nothing is declared anew here, so the two cannot drift apart.

export type ScreenOf<K extends Screen['kind']> = Extract<Screen, { readonly kind: K }>;
export type StepOf<K extends StepView['kind']> = Extract<StepView, { readonly kind: K }>;

export type Progress = SnapshotView['progress'];
export type Place = Progress[number]['place'];
export type PlaceState = Progress[number]['state'];
export type CommandKind = SnapshotView['allowed'][number];
export type Tpp = NonNullable<View['tpp']>;
export type Words = View['bank']['name'];

export type Account = StepOf<'services'>['accounts'][number];
export type ServiceOffer = StepOf<'services'>['services'][number];
export type ServiceKind = ServiceOffer['kind'];
export type ServiceId = ServiceOffer['id'];
export type Unavailable = NonNullable<ServiceOffer['accounts'][number]['unavailable']>;
export type Permission = StepOf<'services'>['chosen'][number];

export type PinAccount = StepOf<'inquiryPin'>['accounts'][number];
export type PinState = PinAccount['state'];

export type KeyBlock = KeypadView['blocks'][number];
export type BlockName = KeyBlock['name'];
export type { Outcome } from '../../src-main/contract/views.ts';
