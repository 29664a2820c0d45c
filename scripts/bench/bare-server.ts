import { WebSocketServer, type WebSocket } from 'ws'

/**
 * The reference: a WebSocket server that does nothing but pass each frame on to the others in the
 * room that the address names, and answer its sender. No accounts, no order, nothing stored.
 */
const rooms = new Map<string, Set<WebSocket>>()
const ack = Buffer.from('{"type":"ack","ref":"1"}')
const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false })

server.on('connection', (socket, request) => {
  const name = request.url ?? ''
  const room = rooms.get(name) ?? new Set()
  rooms.set(name, room.add(socket))
  socket.on('message', (data: Buffer) => {
    for (const other of room) if (other !== socket) other.send(data, { binary: false })
    socket.send(ack, { binary: false })
  })
  socket.on('close', () => room.delete(socket))
})
server.on('listening', () => {
  const address = server.address()
  if (typeof address === 'object' && address !== null) process.stdout.write(`port ${address.port}\n`)
})
process.on('SIGTERM', () => process.exit(0))
