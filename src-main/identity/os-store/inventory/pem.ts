const block = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/** The certificates of a text, in order; what stands around them is dropped. */
export const pemBlocks = (text: string): readonly string[] =>
  (text.match(block) ?? []).map((one) => `${one.replaceAll('\r\n', '\n')}\n`);

export function pemOf(der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
