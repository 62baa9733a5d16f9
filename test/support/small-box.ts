import { secretBox, type SecretBox } from '../../server/keys/secret-box.ts';
import { keepSeal, type KeptSeal } from '../../server/consent/kept-seal.ts';
import { createSealKeyPair } from '../../server/consent/seal.ts';

/** A box under a key that everybody may know: for tests only. */
export const smallBox: SecretBox = secretBox([Buffer.alloc(32, 7)]);

/** What `NewFlow.seal` asks for. */
export const sealFor = async (flowId: string): Promise<KeptSeal> => keepSeal(smallBox, await createSealKeyPair(flowId));
