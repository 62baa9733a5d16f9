import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

/** What a server asks of its clients (RFC 5246 §7.4.4), as it crosses the wire. */
export type CertificateRequest = {
  /** DER of each authority's name. */
  readonly authorities: readonly Buffer[];
  /** 1: RSA, 64: ECDSA. */
  readonly types: readonly number[];
};

export type ServerFlight = {
  /** `0x0303` for TLS 1.2. */
  readonly version: number;
  readonly cipher: number;
  /** `null`: no certificate is asked for. */
  readonly request: CertificateRequest | null;
};

const u8 = (value: number): Buffer => Buffer.from([value]);
const u16 = (value: number): Buffer => Buffer.from([value >> 8, value & 0xff]);
const u24 = (value: number): Buffer => Buffer.from([value >> 16, (value >> 8) & 0xff, value & 0xff]);
const vector8 = (bytes: Buffer): Buffer => Buffer.concat([u8(bytes.length), bytes]);
const vector16 = (bytes: Buffer): Buffer => Buffer.concat([u16(bytes.length), bytes]);
const extension = (type: number, body: Buffer): Buffer => Buffer.concat([u16(type), vector16(body)]);

export const ecdheEcdsaAes128Gcm = 0xc02b;
export const ecdheEcdsaAes128CbcSha = 0xc009;
export const rsaAes128CbcSha = 0x002f;

/** A ClientHello of TLS 1.2 and nothing newer. */
function clientHello(ciphers: readonly number[], version: number): Buffer {
  const name = Buffer.from('localhost');
  const extensions = Buffer.concat([
    extension(0, vector16(Buffer.concat([u8(0), vector16(name)]))),
    // x25519, secp256r1, secp384r1
    extension(10, vector16(Buffer.concat([u16(0x001d), u16(0x0017), u16(0x0018)]))),
    extension(11, vector8(u8(0))),
    // ecdsa_secp256r1_sha256, rsa_pss_rsae_sha256, rsa_pkcs1_sha256
    extension(13, vector16(Buffer.concat([u16(0x0403), u16(0x0804), u16(0x0401)]))),
    extension(0xff01, vector8(Buffer.alloc(0))),
  ]);
  const body = Buffer.concat([
    u16(version),
    randomBytes(32),
    vector8(Buffer.alloc(0)),
    vector16(Buffer.concat(ciphers.map(u16))),
    vector8(u8(0)),
    vector16(extensions),
  ]);
  const handshake = Buffer.concat([u8(1), u24(body.length), body]);
  return Buffer.concat([u8(22), u16(0x0301), vector16(handshake)]);
}

/** Handshake messages out of the records received so far. Throws for an alert, with its description's number. */
function messages(received: Buffer): { type: number; body: Buffer }[] {
  const parts: Buffer[] = [];
  for (let at = 0; at + 5 <= received.length;) {
    const length = received.readUInt16BE(at + 3);
    if (at + 5 + length > received.length) break;
    if (received[at] === 21) throw new Error(`alert ${String(received[at + 6])}`);
    if (received[at] === 22) parts.push(received.subarray(at + 5, at + 5 + length));
    at += 5 + length;
  }
  const stream = Buffer.concat(parts);
  const found: { type: number; body: Buffer }[] = [];
  for (let at = 0; at + 4 <= stream.length;) {
    const length = stream.readUIntBE(at + 1, 3);
    if (at + 4 + length > stream.length) break;
    found.push({ type: stream[at] ?? 0, body: stream.subarray(at + 4, at + 4 + length) });
    at += 4 + length;
  }
  return found;
}

function parseRequest(body: Buffer): CertificateRequest {
  const typeCount = body[0] ?? 0;
  const types = [...body.subarray(1, 1 + typeCount)];
  let at = 1 + typeCount;
  at += 2 + body.readUInt16BE(at);
  const end = at + 2 + body.readUInt16BE(at);
  const authorities: Buffer[] = [];
  for (at += 2; at < end;) {
    const length = body.readUInt16BE(at);
    authorities.push(body.subarray(at + 2, at + 2 + length));
    at += 2 + length;
  }
  return { authorities, types };
}

export type HelloOptions = { readonly port: number; readonly ciphers?: readonly number[]; readonly version?: number };

/**
 * Says hello in TLS 1.2 with bytes of its own, and reads the server's first flight, which is not encrypted there. Rejects with the
 * alert when the server will not speak.
 */
export async function helloTls12({
  port,
  ciphers = [ecdheEcdsaAes128Gcm],
  version = 0x0303,
}: HelloOptions): Promise<ServerFlight> {
  const socket: Socket = connect(port, '127.0.0.1');
  try {
    socket.write(clientHello(ciphers, version));
    let received = Buffer.alloc(0);
    for await (const chunk of socket) {
      received = Buffer.concat([received, chunk as Buffer]);
      const flight = messages(received);
      // ServerHelloDone
      if (!flight.some(({ type }) => type === 14)) continue;
      const hello = flight.find(({ type }) => type === 2)?.body ?? Buffer.alloc(0);
      const session = hello[34] ?? 0;
      const request = flight.find(({ type }) => type === 13);
      return {
        version: hello.readUInt16BE(0),
        cipher: hello.readUInt16BE(35 + session),
        request: request === undefined ? null : parseRequest(request.body),
      };
    }
    throw new Error('the server hung up');
  } finally {
    socket.destroy();
  }
}
