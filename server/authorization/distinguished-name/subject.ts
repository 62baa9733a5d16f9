import { fromBER, ObjectIdentifier, Sequence, Set as Asn1Set, type BaseBlock } from 'asn1js';
import { BadName, relativeName, type Name } from './name.ts';
import { encodedAttribute } from './value.ts';

/** Version, serial number, signature algorithm, issuer, validity, subject (RFC 5280 §4.1.2). */
const subjectPlace = 5;
const subjectPlaceWithoutVersion = 4;
const contextSpecific = 3;

function children(block: BaseBlock | undefined): readonly BaseBlock[] {
  if (!(block instanceof Sequence) && !(block instanceof Asn1Set)) throw new BadName('not a certificate');
  return block.valueBlock.value;
}

/** The subject of a certificate (DER), from the encoding itself: a printed form cannot be read back for certain. */
export function subjectOf(certificate: Uint8Array): Name {
  const { offset, result } = fromBER(certificate);
  if (offset === -1) throw new BadName('not a certificate');
  const fields = children(children(result)[0]);
  const hasVersion = fields[0]?.idBlock.tagClass === contextSpecific;
  return children(fields[hasVersion ? subjectPlace : subjectPlaceWithoutVersion]).map((part) =>
    relativeName(
      children(part).map((pair) => {
        const [type, value] = children(pair);
        if (!(type instanceof ObjectIdentifier) || value === undefined) throw new BadName('not a name');
        return encodedAttribute(type.valueBlock.toString(), new Uint8Array(value.valueBeforeDecodeView));
      }),
    ),
  );
}
