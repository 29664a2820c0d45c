import type { WebSocket } from 'ws'

import { RateWindow } from './rate-window.ts'

/**
 * The pings and pongs of the WebSocket itself, each of which costs as much as a frame and comes past the
 * count of those. More than a connection may send of frames is a flood.
 */
export function watchControlFrames(socket: WebSocket, perTenSeconds: number, flooded: () => void): void {
  const rate = new RateWindow(perTenSeconds)
  const onControlFrame = (): void => {
    if (!rate.take()) flooded()
  }
  socket.on('ping', onControlFrame)
  socket.on('pong', onControlFrame)
}
