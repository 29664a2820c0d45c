import type { ServerFrame } from '@parley/shared'

/** One text message, unmasked, as servers send it: RFC 6455, section 5.2. */
const finalText = 0x81
const shortMax = 125
const mediumMax = 0xffff

/** A frame as it stands on the wire, its WebSocket header included: made once for all connections. */
export function encode(frame: ServerFrame): Buffer {
  const text = JSON.stringify(frame)
  const length = Buffer.byteLength(text)
  const start = length <= shortMax ? 2 : length <= mediumMax ? 4 : 10
  const bytes = Buffer.allocUnsafe(start + length)
  bytes[0] = finalText
  if (start === 2) bytes[1] = length
  else if (start === 4) bytes.writeUInt16BE(length, headerOf(bytes, 126))
  else bytes.writeBigUInt64BE(BigInt(length), headerOf(bytes, 127))
  bytes.write(text, start)
  return bytes
}

/** Says how wide the length is, and where it stands. */
function headerOf(bytes: Buffer, width: 126 | 127): number {
  bytes[1] = width
  return 2
}
