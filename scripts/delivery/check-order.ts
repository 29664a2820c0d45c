import type { Run, SendRecord } from './records.ts'

interface Acked {
  readonly send: SendRecord
  readonly seq: number
  readonly atMs: number
}

/** What was acknowledged before another message was even begun comes before it. */
export function outOfOrder({ sends }: Run): string[] {
  return [...Map.groupBy(sends.flatMap(acked), ({ send }) => send.conversationId).values()].flatMap(inOne)
}

function inOne(sends: readonly Acked[]): string[] {
  const ends = sends.toSorted((a, b) => a.atMs - b.atMs)
  const breaches: string[] = []
  let [next, highest] = [0, null as Acked | null]
  for (const later of sends.toSorted((a, b) => a.send.invokedAtMs - b.send.invokedAtMs)) {
    for (let end = ends[next]; end && end.atMs < later.send.invokedAtMs; end = ends[++next]) {
      if (!highest || end.seq > highest.seq) highest = end
    }
    if (highest && highest.seq > later.seq) {
      const [before, after] = [highest.send.clientId, later.send.clientId]
      breaches.push(`${before} was acknowledged before ${after} began, and is after it`)
    }
  }
  return breaches
}

/** Frames of one connection are carried out in their order. */
export function fifoBroken({ sends }: Run): string[] {
  const placed = sends.flatMap(acked).filter(({ send }) => send.place !== null)
  const lines = Map.groupBy(placed, ({ send }) => `${send.place?.connection} ${send.conversationId}`)
  return [...lines.values()].flatMap((line) => {
    const sent = line.toSorted((a, b) => placeOf(a) - placeOf(b))
    return sent.flatMap((later, at) => {
      const before = sent[at - 1]
      if (!before || before.seq < later.seq) return []
      return [
        `${later.send.clientId} was sent after ${before.send.clientId} on its connection, and is before it`,
      ]
    })
  })
}

const placeOf = ({ send }: Acked): number => send.place?.at ?? 0

/** By the first answer: that repetitions get the same one is another check. */
function acked(send: SendRecord): Acked[] {
  const [first] = send.acks
  return first ? [{ send, seq: first.seq, atMs: first.atMs }] : []
}
