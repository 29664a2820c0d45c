import sharp from 'sharp'

import type { NamedBytes } from '../app/actor.ts'

/** A picture of two colours that run into each other. */
export async function picture(name: string, width: number, height: number, hue = 30): Promise<NamedBytes> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <linearGradient id="a" x2="1" y2="1"><stop stop-color="hsl(${hue} 70% 70%)"/><stop offset="1" stop-color="hsl(${hue + 90} 60% 30%)"/></linearGradient>
    <rect width="100%" height="100%" fill="url(#a)"/>
    <circle cx="${width / 3}" cy="${height / 3}" r="${Math.min(width, height) / 6}" fill="hsl(${hue + 180} 80% 85%)"/></svg>`
  const drawn = sharp(Buffer.from(svg))
  const bytes = await (name.endsWith('.png') ? drawn.png() : drawn.jpeg()).toBuffer()
  return { name, bytes }
}

/** As much of a PDF as is known by its beginning. */
export const pdf = (name: string): NamedBytes => ({
  name,
  bytes: Buffer.from('%PDF-1.4\n%âãÏÓ\n1 0 obj\n<<>>\nendobj\n'),
})

/** A second of silence, as WAV has it. */
export function silence(name: string): NamedBytes {
  const samples = Buffer.alloc(8_000, 128)
  const head = Buffer.alloc(44)
  head.write('RIFF', 0)
  head.writeUInt32LE(36 + samples.length, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(8_000, 24)
  head.writeUInt32LE(8_000, 28)
  head.writeUInt16LE(1, 32)
  head.writeUInt16LE(8, 34)
  head.write('data', 36)
  head.writeUInt32LE(samples.length, 40)
  return { name, bytes: Buffer.concat([head, samples]) }
}

/** 400 by 300 points, turned by a camera that writes where it was. */
export async function photo(name: string): Promise<NamedBytes> {
  const { bytes } = await picture(name, 400, 300)
  const where = { IFD0: { Make: 'Camera' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1' } }
  const turned = sharp(bytes).withExif(where).withMetadata({ orientation: 6 })
  return { name, bytes: await turned.jpeg().toBuffer() }
}

const types: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  pdf: 'application/pdf',
}

/** As somebody chooses it in a browser. */
export const chosen = ({ name, bytes }: NamedBytes) => ({
  name,
  mimeType: types[name.split('.').at(-1) ?? ''] ?? '',
  buffer: Buffer.from(bytes),
})
