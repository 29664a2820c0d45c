import type { FastifyRequest } from 'fastify'

const underWay = new WeakSet<object>()

/** A slow line takes minutes for what every other request sends at once: the server's limit for those does not end it. */
export const isUploading = (socket: object): boolean => underWay.has(socket)

/** Until the work ends. What has broken off ends the body's stream. */
export async function uploading<Result>(
  request: FastifyRequest,
  work: () => Promise<Result>,
): Promise<Result> {
  const { socket } = request.raw
  underWay.add(socket)
  try {
    return await work()
  } finally {
    underWay.delete(socket)
  }
}
