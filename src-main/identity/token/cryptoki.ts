/** Opaque, as long as the platform's `CK_ULONG`. */
export type Handle = Buffer;
export type Attribute = { readonly type: number; readonly value?: number | boolean | string | Buffer };

/** Numbers come as `bigint` where the binding thinks they may not fit. */
export type RawTokenInfo = {
  readonly label: string;
  readonly serialNumber: string;
  readonly flags: number | bigint;
  readonly minPinLen: number | bigint;
  readonly maxPinLen: number | bigint;
};

/** The part of PKCS#11 that is used here. Everything blocks, and everything may throw an error that carries a `CKR_*`. */
export interface Cryptoki {
  load(path: string): void;
  C_Initialize(options?: { readonly flags: number }): void;
  C_GetSlotList(tokenPresent: boolean): Handle[];
  C_GetTokenInfo(slot: Handle): RawTokenInfo;
  C_GetMechanismList(slot: Handle): number[];
  C_GetMechanismInfo(slot: Handle, mechanism: number): { readonly flags: number };
  C_OpenSession(slot: Handle, flags: number): Handle;
  C_CloseSession(session: Handle): void;
  C_Login(session: Handle, user: number, pin: string): void;
  C_Logout(session: Handle): void;
  C_FindObjectsInit(session: Handle, template: Attribute[]): void;
  C_FindObjects(session: Handle, max: number): Handle[];
  C_FindObjectsFinal(session: Handle): void;
  C_GetAttributeValue(
    session: Handle,
    object: Handle,
    template: { type: number }[],
  ): { readonly value?: number | boolean | string | Buffer }[];
  C_SignInit(session: Handle, mechanism: Mechanism, key: Handle): void;
  C_Sign(session: Handle, data: Buffer, signature: Buffer): Buffer;
}

export type Mechanism = {
  mechanism: number;
  parameter?: { type: number; hashAlg: number; mgf: number; saltLen: number };
};

// Values of PKCS#11 v3.1 (pkcs11t.h).
export const CKF = {
  OS_LOCKING_OK: 0x2,
  SERIAL_SESSION: 0x4,
  PROTECTED_AUTHENTICATION_PATH: 0x100,
  TOKEN_INITIALIZED: 0x400,
  /** Of a mechanism. */
  SIGN: 0x800,
  USER_PIN_COUNT_LOW: 0x10000,
  USER_PIN_FINAL_TRY: 0x20000,
  USER_PIN_LOCKED: 0x40000,
} as const;
export const CKU = { USER: 1, CONTEXT_SPECIFIC: 2 } as const;
export const CKO = { CERTIFICATE: 1, PRIVATE_KEY: 3 } as const;
export const CKC = { X_509: 0 } as const;
export const CKK = { RSA: 0, EC: 3 } as const;
export const CKA = {
  CLASS: 0x0,
  VALUE: 0x11,
  CERTIFICATE_TYPE: 0x80,
  KEY_TYPE: 0x100,
  ID: 0x102,
  ALWAYS_AUTHENTICATE: 0x202,
} as const;
export const CKM = { RSA_PKCS: 0x1, RSA_PKCS_PSS: 0xd, SHA256: 0x250, ECDSA: 0x1041 } as const;
export const CKG = { MGF1_SHA256: 0x2 } as const;
/** Of the binding, not of the standard: which parameter structure follows. */
export const pssParameters = 5;
