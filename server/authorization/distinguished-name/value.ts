import { fromBER, type BaseBlock } from 'asn1js';
import * as asn1 from 'asn1js';
import { isKnownType, opaqueValue, preparedText } from './attributes.ts';
import { BadName, type Attribute } from './name.ts';

/** The text of a directory string (RFC 5280 §4.1.2.4) or IA5String; `undefined` when it is anything else. */
function textOf(block: BaseBlock): string | undefined {
  const isText =
    block instanceof asn1.Utf8String ||
    block instanceof asn1.PrintableString ||
    block instanceof asn1.BmpString ||
    block instanceof asn1.UniversalString ||
    block instanceof asn1.TeletexString ||
    block instanceof asn1.IA5String;
  return isText ? block.valueBlock.value : undefined;
}

/** An attribute from the BER encoding of its value. */
export function encodedAttribute(type: string, encoded: Uint8Array): Attribute {
  const { offset, result } = fromBER(encoded);
  if (offset !== encoded.length) throw new BadName('a value is not one BER element');
  const text = isKnownType(type) ? textOf(result) : undefined;
  return { type, value: text === undefined ? opaqueValue(encoded) : preparedText(text) };
}

/** An attribute from its text. Only known types have a text: the encoding of another one cannot be told from it. */
export function textAttribute(type: string, text: string, at: number): Attribute {
  if (!isKnownType(type)) throw new BadName('a value of this type must be given as #hex', at);
  return { type, value: preparedText(text) };
}
