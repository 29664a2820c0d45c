import type { MongoClient } from 'mongodb'

/**
 * Connects anew when the driver has stopped looking for a server. Its monitor waits until a socket has room for the
 * question whether the server is there; when that socket ends cleanly at that moment, it waits for ever (mongodb 7.9.0,
 * `once` in its utils.js hears no 'close') and never asks again, so that a server that is back would not be
 * found. Servers that tell their topology's version, as MongoDB does from 4.4 on, get out of it by themselves.
 * Collections of the client go on to work after it.
 * @param limitMs longer than the driver itself waits for an answer to that question
 */
export function watchMonitors(client: MongoClient, limitMs: number): void {
  /** By the server's address. */
  const asked = new Map<string, NodeJS.Timeout>()
  let isUnderWay = false

  const settle = (address: string): void => {
    clearTimeout(asked.get(address))
    asked.delete(address)
  }
  const connectAnew = async (): Promise<void> => {
    if (isUnderWay) return
    isUnderWay = true
    // When it fails, whoever asks for something next connects.
    await client.close().catch(() => undefined)
    await client.connect().catch(() => undefined)
    isUnderWay = false
  }
  /** After a pause of this process the answer may lie there unread. */
  const look = (address: string, timer: NodeJS.Timeout): void =>
    void setImmediate(() => asked.get(address) === timer && void connectAnew())

  client.on('serverHeartbeatStarted', ({ connectionId: address, awaited }) => {
    settle(address)
    if (awaited) return // the server answers it when something changes
    const timer = setTimeout(() => look(address, timer), limitMs)
    timer.unref()
    asked.set(address, timer)
  })
  client.on('serverHeartbeatSucceeded', ({ connectionId }) => settle(connectionId))
  client.on('serverHeartbeatFailed', ({ connectionId }) => settle(connectionId))
  client.on('serverClosed', ({ address }) => settle(address))
}
