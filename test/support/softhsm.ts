export { SoftHsm, softHsmModule } from '../../server/mock/token/softhsm.ts';
export type { OnToken, TokenToMake } from '../../server/mock/token/softhsm.ts';
