/** Where an entry was read. */
export type InventoryPlace = 'windows-personal' | 'keychain' | 'nss';

/** One certificate of the store, whatever its state; the system offers only some of them. */
export type InventoryEntry = {
  readonly pem: string;
  readonly hasPrivateKey: boolean;
  readonly where: InventoryPlace;
};

/**
 * Everything in the user's certificate store. It reads certificates and whether a key belongs to them; it never touches a key,
 * asks for a PIN or changes anything.
 */
export interface Inventory {
  /** Never rejects: a store that cannot be read is an empty list and a line in the log. May take seconds. */
  read(): Promise<readonly InventoryEntry[]>;
}
