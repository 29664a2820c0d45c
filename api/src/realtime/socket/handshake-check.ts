import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'

const address = '/api/v1/realtime'

/**
 * Whether a request may become a WebSocket: by this Node.js lets go of its connection. Whatever else asks for another
 * protocol stays a request and gets the answer of its address, as HTTP has it, on a connection that Node.js ends.
 */
export const isChannelHandshake = ({ method, httpVersion, headers, url, socket }: IncomingMessage): boolean =>
  method === 'GET' &&
  httpVersion === '1.1' &&
  headers.upgrade?.toLowerCase() === 'websocket' &&
  url?.split('?', 1)[0] === address &&
  !isAnswering(socket)

/** A response holds the socket until it has left: behind a request that still waits for its own, another cannot have it. */
const isAnswering = (socket: Socket): boolean => Boolean(Reflect.get(socket, '_httpMessage'))
