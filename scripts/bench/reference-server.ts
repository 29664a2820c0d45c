import type { Socket } from 'node:net'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

import { WebSocketServer } from 'ws'

/**
 * The reference: a WebSocket server that passes each text on to the others in the room that the address names, and
 * answers its sender. No accounts, no order, nobody is checked. It spends as little on that as `ws` allows: what
 * arrives in one turn of the event loop is passed on at its end, a frame is made once however many get it, and all
 * that one peer gets leaves in one write. With DATA_DIR, one commit stores the texts of a turn before that.
 */
interface Peer {
  readonly stream: Socket
  /** Frames of this turn. */
  unwritten: Buffer[]
}

interface Arrived {
  readonly room: string
  readonly sender: Peer
  readonly text: Buffer
}

const rooms = new Map<string, Set<Peer>>()
const ack = framed(Buffer.from('{"type":"ack","ref":"1"}'))
const dataDir = process.env['DATA_DIR']
const store = dataDir === undefined ? () => undefined : storeIn(dataDir)
let arrived: Arrived[] = []
let written: Peer[] = []

const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false })
server.on('connection', (socket, { socket: stream, url: room = '' }) => {
  const peer: Peer = { stream, unwritten: [] }
  const peers = rooms.get(room) ?? new Set()
  rooms.set(room, peers.add(peer))
  socket.on('message', (text: Buffer) => {
    if (arrived.push({ room, sender: peer, text }) === 1) setImmediate(endTurn)
  })
  socket.on('close', () => peers.delete(peer))
})
server.on('listening', () => {
  const address = server.address()
  if (typeof address === 'object' && address !== null) process.stdout.write(`port ${address.port}\n`)
})
process.on('SIGTERM', () => process.exit(0))

function endTurn(): void {
  const texts = arrived
  arrived = []
  store(texts)
  for (const { room, sender, text } of texts) {
    const frame = framed(text)
    for (const peer of rooms.get(room) ?? []) if (peer !== sender) send(peer, frame)
    send(sender, ack)
  }
  for (const peer of written) flush(peer)
  written = []
}

function send(peer: Peer, frame: Buffer): void {
  if (peer.unwritten.push(frame) === 1) written.push(peer)
}

function flush(peer: Peer): void {
  const frames = peer.unwritten
  const [first] = frames
  peer.unwritten = []
  if (first && peer.stream.writable) peer.stream.write(frames.length === 1 ? first : Buffer.concat(frames))
}

/** A text as it stands on the wire, for one of at most 64 KiB: RFC 6455, section 5.2. */
function framed(text: Buffer): Buffer {
  const { length } = text
  const start = length <= 125 ? 2 : 4
  const frame = Buffer.allocUnsafe(start + length)
  frame[0] = 0x81
  frame[1] = start === 2 ? length : 126
  if (start === 4) frame.writeUInt16BE(length, 2)
  text.copy(frame, start)
  return frame
}

/** Durable as Parley's store is: a commit has reached the disk when it returns. */
function storeIn(folder: string): (texts: readonly Arrived[]) => void {
  const db = new DatabaseSync(join(folder, 'reference.db'))
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
  db.exec('CREATE TABLE messages (id INTEGER PRIMARY KEY, room TEXT NOT NULL, text BLOB NOT NULL) STRICT')
  const insert = db.prepare('INSERT INTO messages (room, text) VALUES (?, ?)')
  return (texts) => {
    db.exec('BEGIN')
    for (const { room, text } of texts) insert.run(room, text)
    db.exec('COMMIT')
  }
}
