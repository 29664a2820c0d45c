import { connect } from 'node:net'

/** All that a server answers until it closes, which may be before it has read everything. */
export async function exchange(port: number, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1').setEncoding('utf8')
  let answer = ''
  socket.on('data', (data: string) => (answer += data))
  socket.on('error', () => undefined) // 'close' follows
  socket.write(bytes)
  await new Promise((resolve) => socket.once('close', resolve))
  return answer
}
