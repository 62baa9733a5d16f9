import type { Snapshot } from '../contract/snapshot.ts';
import { places } from '../contract/snapshot.ts';
import { standingAt } from './machine.ts';
import { isOver, type FlowState, type StepName } from './state.ts';

type Place = Snapshot['progress'][number];

const placeOf: Readonly<Record<StepName, Place['place']>> = {
  certificate: 'login',
  password: 'login',
  services: 'services',
  inquiryPin: 'inquiryPin',
  inquiryPinResult: 'inquiryPinResult',
  consent: 'consent',
};

/** The rail. What was passed without being shown is 省略; 手順2 of a TPP with a fixed set is so from the start. */
export function progressOf(state: FlowState, fixedServices: boolean): Place[] {
  const current = isOver(state) ? places.length : places.indexOf(placeOf[standingAt(state)]);
  const registered = 'registeredNow' in state && state.registeredNow.length > 0;
  const visited: Readonly<Record<Place['place'], boolean>> = {
    login: true,
    services: !fixedServices,
    inquiryPin: registered,
    inquiryPinResult: registered,
    consent: true,
  };
  return places.map((place, index) => {
    if (index === current) return { place, state: 'current' };
    if (index < current) return { place, state: visited[place] ? 'done' : 'skipped' };
    return { place, state: place === 'services' && fixedServices ? 'skipped' : 'todo' };
  });
}
