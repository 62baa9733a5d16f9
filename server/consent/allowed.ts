import type { CommandKind } from '../contract/command.ts';
import { granted, pinNeed } from './choice.ts';
import type { Facts } from './facts.ts';
import { backTarget } from './machine.ts';
import { isOver, type FlowState } from './state.ts';

/** The commands that are legal now; a client enables a button when its command is here and guesses nothing else. */
export function allowedCommands(state: FlowState, facts: Facts, extensionsLeft: number): CommandKind[] {
  if (isOver(state)) return [];
  if (state.at === 'stopped') return ['cancel'];
  const always: CommandKind[] = extensionsLeft > 0 ? ['extend', 'cancel'] : ['cancel'];
  const back: CommandKind[] = backTarget(state, facts) === null ? [] : ['back'];
  return [...ofStep(state, facts), ...back, ...always];
}

function ofStep(state: Exclude<FlowState, { at: 'stopped' | 'permitted' | 'refused' | 'cancelled' }>, facts: Facts) {
  const commands: CommandKind[] = [];
  switch (state.at) {
    case 'certificate':
      return commands;
    case 'password':
      return [...commands, 'submit-password' as const];
    case 'services':
      return [...commands, 'choose-services' as const];
    case 'inquiryPin': {
      const need = pinNeed(state.chosen, facts);
      if (need.unregistered) commands.push('register-inquiry-pin');
      if (need.registered) commands.push('skip-inquiry-pin');
      return commands;
    }
    case 'inquiryPinResult':
      commands.push('confirm-result');
      if (pinNeed(state.chosen, facts).unregistered) commands.push('register-another');
      return commands;
    case 'consent':
      if (granted(state.chosen, facts).length > 0) commands.push('permit');
      commands.push('refuse');
      return commands;
    default:
      return state satisfies never;
  }
}
