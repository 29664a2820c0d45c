import type { WebSocket } from 'ws'

/** The pings and pongs of the WebSocket itself: each costs as much as a frame, and passes the count of frames by. */
export function watchControlFrames(socket: WebSocket, mayCome: () => boolean, flooded: () => void): void {
  const onControlFrame = (): void => {
    if (!mayCome()) flooded()
  }
  socket.on('ping', onControlFrame)
  socket.on('pong', onControlFrame)
}
