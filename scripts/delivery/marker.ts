import type { ConversationId, Message } from '@parley/shared'

import type { ApiSession } from './api-session.ts'
import type { Participant } from './participant.ts'
import { isFinal } from './patience.ts'
import type { Random } from './random.ts'
import type { MarkRecord } from './records.ts'

export interface MarkerParts {
  readonly session: ApiSession
  readonly participant: Participant
  readonly conversationIds: readonly ConversationId[]
  readonly random: Random
  /** What this one alone reacts with. */
  readonly emoji: string
  readonly mayPin: boolean
}

type Mark = Omit<MarkRecord, 'rev'>

const emojis = Array.from('👍🎉😀😎🦊🍀🌞🚀🎈🍵🐢🎸🧩📚🔭🪁')

/** What the so manieth writer, and nobody else, reacts with. A message can have 20 kinds. */
export function emojiOf(at: number): string {
  const emoji = emojis[at]
  if (emoji === undefined) throw new Error('There are too many writers.')
  return emoji
}

/** Reacts to what anyone has written, pins it where that is allowed, and takes both back. */
export class Marker {
  readonly marks: MarkRecord[] = []
  readonly #parts: MarkerParts
  #turns = 0

  constructor(parts: MarkerParts) {
    this.#parts = parts
  }

  /** One whose answer is lost may have happened, and is repeated. One that is refused has not. */
  async markOne(): Promise<void> {
    const next = this.#next()
    if (!next) return
    const mark: MarkRecord = { ...next, rev: null }
    this.marks.push(mark)
    const { conversationId, seq, emoji, isOn } = mark
    const what = emoji === null ? 'pin' : `reactions/${encodeURIComponent(emoji)}`
    const path = `/conversations/${conversationId}/messages/${seq}/${what}`
    try {
      mark.rev = (await this.#parts.session.call<Message>(isOn ? 'PUT' : 'DELETE', path)).rev
    } catch (error) {
      if (isFinal(error)) this.marks.pop()
    }
  }

  /** By turns a pin and a reaction, and by turns another one and the opposite of one: so none of them is rare. */
  #next(): Mark | null {
    const { random, participant, conversationIds, mayPin } = this.#parts
    const last = this.marks.at(-1)
    if (last?.rev === null) return last
    const turn = this.#turns++ % 4
    const emoji = mayPin && turn % 2 === 0 ? null : this.#parts.emoji
    const known = this.marks.filter((mark) => mark.emoji === emoji)
    if (turn > 1 && known.length > 0) {
      const one = random.oneOf(known)
      return { ...one, isOn: !one.isOn }
    }
    const conversationId = random.oneOf(conversationIds)
    const seq = participant.replica.someSeq(conversationId, random)
    return seq === null ? null : { conversationId, seq, emoji, isOn: true }
  }
}
