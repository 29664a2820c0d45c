import { Readable } from 'node:stream'

import type { FastifyRequest } from 'fastify'

const underWay = new WeakSet<object>()
/** By then it has sent the rest, or never will. */
const lingerMs = 10_000

/** A client that has not sent all may not look for an answer before. */
function passOver(raw: FastifyRequest['raw']): void {
  raw.resume()
  setTimeout(() => raw.complete || raw.destroy(), lingerMs).unref()
}

/** A slow line takes minutes for what every other request sends at once: the server's limit for those does not end it. */
export const isUploading = (socket: object): boolean => underWay.has(socket)

/** Works on the body as it comes. What breaks off throws, and whoever is refused midway hears why. */
export async function uploading<Result>(
  { raw, body, signal }: FastifyRequest,
  work: (bytes: AsyncIterable<Uint8Array>) => Promise<Result>,
): Promise<Result> {
  const stream = body instanceof Readable ? body : Readable.from([])
  signal.addEventListener('abort', () => stream.destroy()) // it took too long
  underWay.add(raw.socket)
  try {
    return await work(stream.iterator({ destroyOnReturn: false })) // or the connection would end before the answer
  } finally {
    underWay.delete(raw.socket)
    if (!raw.complete) passOver(raw)
  }
}
