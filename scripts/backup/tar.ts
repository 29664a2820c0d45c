import { createReadStream } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { Readable } from 'node:stream'

/** POSIX ustar: enough of it for a few plain files, so that any tar can open what is written here. */
const blockBytes = 512
const octalSizeMax = 8 ** 11 - 1
const ownerOnly = 0o600

export interface TarEntry {
  readonly name: string
  readonly bytes: number
  /** Where its content begins. */
  readonly at: number
}

export interface TarSource {
  readonly name: string
  readonly bytes: number
  readonly modifiedAt: Date
  readonly content: () => Readable
}

export async function writeTar(into: FileHandle, sources: readonly TarSource[]): Promise<void> {
  for (const source of sources) {
    await into.appendFile(headerOf(source))
    let written = 0
    for await (const part of source.content()) {
      const chunk = Buffer.from(part as Uint8Array) // a stream of bytes, by TarSource
      written += chunk.length
      await into.appendFile(chunk)
    }
    if (written !== source.bytes) throw new Error(`${source.name} changed while it was read.`)
    await into.appendFile(Buffer.alloc(paddingOf(source.bytes)))
  }
  await into.appendFile(Buffer.alloc(2 * blockBytes))
}

/** @throws Error when it is no tar file, or is not whole */
export async function tarEntries(file: FileHandle): Promise<TarEntry[]> {
  const entries: TarEntry[] = []
  for (let at = 0; ;) {
    const header = Buffer.alloc(blockBytes)
    const { bytesRead } = await file.read(header, 0, blockBytes, at)
    if (bytesRead < blockBytes) throw new Error('It ends too early.')
    if (header.every((byte) => byte === 0)) return entries
    if (
      header.readUInt8(156) !== '0'.charCodeAt(0) ||
      checksumText(header) !== header.toString('latin1', 148, 156)
    ) {
      throw new Error('A header is damaged.')
    }
    const entry = { name: textOf(header, 0, 100), bytes: sizeOf(header), at: at + blockBytes }
    entries.push(entry)
    at = entry.at + entry.bytes + paddingOf(entry.bytes)
  }
}

export function contentOf(path: string, { at, bytes }: TarEntry): Readable {
  return bytes === 0 ? Readable.from([]) : createReadStream(path, { start: at, end: at + bytes - 1 })
}

function headerOf({ name, bytes, modifiedAt }: TarSource): Buffer {
  const header = Buffer.alloc(blockBytes)
  header.write(name, 0, 100, 'utf8')
  header.write(octal(ownerOnly, 7), 100)
  header.write(octal(0, 7), 108)
  header.write(octal(0, 7), 116)
  writeSize(header, bytes)
  header.write(octal(Math.floor(modifiedAt.getTime() / 1_000), 11), 136)
  header.write('0', 156)
  header.write('ustar\u000000', 257)
  header.write(checksumText(header), 148, 'latin1')
  return header
}

const octal = (value: number, digits: number): string => value.toString(8).padStart(digits, '0')

/** Above 8 GiB the octal field is too short, and every tar of today reads a number in base 256 there. */
function writeSize(header: Buffer, bytes: number): void {
  if (bytes <= octalSizeMax) header.write(octal(bytes, 11), 124)
  else {
    header.writeUInt8(0x80, 124)
    header.writeBigUInt64BE(BigInt(bytes), 128)
  }
}

function sizeOf(header: Buffer): number {
  if (header.readUInt8(124) === 0x80) return Number(header.readBigUInt64BE(128))
  return Number.parseInt(textOf(header, 124, 12), 8)
}

/** The sum of all bytes, with its own field counted as blanks. */
function checksumText(header: Buffer): string {
  const blanked = Buffer.from(header).fill(' ', 148, 156)
  return `${octal(
    blanked.reduce((sum, byte) => sum + byte, 0),
    6,
  )}\0 `
}

const textOf = (header: Buffer, at: number, length: number): string =>
  header.toString('utf8', at, at + length).replace(/[\0 ].*$/s, '')

const paddingOf = (bytes: number): number => (blockBytes - (bytes % blockBytes)) % blockBytes
