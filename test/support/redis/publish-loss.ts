import type { Alteration } from '../network/tcp-proxy.ts'

const lineEnd = '\r\n'
const publishing = new Set(['publish', 'spublish'])

/**
 * Loses some of what is published on a connection to Redis: it goes to a channel on which nobody
 * listens, so that who published is answered as ever.
 */
export function losing(isLost: () => boolean): Alteration {
  let waiting = Buffer.alloc(0)
  return (bytes) => {
    waiting = Buffer.concat([waiting, bytes])
    let end = 0
    for (let command = commandAt(waiting, end); command; command = commandAt(waiting, end)) {
      const [name, channel] = command.words
      if (name && channel && publishing.has(textOf(name).toLowerCase()) && isLost()) channel.fill('-')
      end = command.end
    }
    const whole = waiting.subarray(0, end)
    waiting = waiting.subarray(end)
    return whole
  }
}

const textOf = (word: Buffer): string => word.toString('latin1')

/** A command as clients write it, `*2 $4 PING $1 x`, each on a line; null when it has not come whole. */
function commandAt(bytes: Buffer, start: number): { words: Buffer[]; end: number } | null {
  const head = numberAt(bytes, start)
  if (!head) return null
  const words: Buffer[] = []
  let at = head.end
  while (words.length < head.number) {
    const length = numberAt(bytes, at)
    if (!length || bytes.length < length.end + length.number + lineEnd.length) return null
    words.push(bytes.subarray(length.end, length.end + length.number))
    at = length.end + length.number + lineEnd.length
  }
  return { words, end: at }
}

/** Behind the one character that tells what it counts. */
function numberAt(bytes: Buffer, at: number): { number: number; end: number } | null {
  const lineEndAt = bytes.indexOf(lineEnd, at)
  if (lineEndAt === -1) return null
  return { number: Number(textOf(bytes.subarray(at + 1, lineEndAt))), end: lineEndAt + lineEnd.length }
}
