import type { Attachment, FileId, Message } from '@parley/shared'
import fc from 'fast-check'

import {
  withChangePage,
  withGrownWindow,
  withPinsOf,
  withQuotesOf,
  withReadConfirmed,
  withRead,
  withSummary,
  withWindow,
} from '../../../web/src/state/apply/answer.ts'
import { applyFrame } from '../../../web/src/state/apply/event.ts'
import { summariesBehind, timelinesBehind } from '../../../web/src/state/behind.ts'
import { emptyChat, type Chat } from '../../../web/src/state/chat.ts'
import { firstSeq, lastSeq } from '../../../web/src/state/timeline.ts'
import { conversationId as id, me, peer, Truth, type Told } from './truth.ts'

/** What the network does with an event. */
const fates = ['delivered', 'delayed', 'lost', 'twice'] as const
const pageSize = 4

const change = fc.record({
  kind: fc.constant('change' as const),
  what: fc.constantFrom(
    ...(['mine', 'theirs', 'theirs', 'answer', 'file', 'system', 'edit', 'remove', 'remove'] as const),
    ...(['i-react', 'i-react', 'they-react', 'pin'] as const),
  ),
  seq: fc.integer({ min: 1, max: 30 }),
  fate: fc.constantFrom(...fates),
})
const asking = fc.record({
  kind: fc.constant('ask' as const),
  what: fc.constantFrom(
    ...(['older', 'newer', 'changes', 'summary', 'latest', 'around', 'read', 'quote', 'pins'] as const),
  ),
  seq: fc.integer({ min: 1, max: 30 }),
})
const arrival = fc.record({ kind: fc.constant('arrive' as const), at: fc.nat(5) })
export const steps = fc.array(
  fc.oneof({ weight: 3, arbitrary: change }, asking, { weight: 2, arbitrary: arrival }),
  { maxLength: 60, size: 'max' },
)
export type Step = typeof steps extends fc.Arbitrary<(infer One)[]> ? One : never

const toldOf = (message: Message | null): Told | null => message && { message }
/** One of two, so that several people react with the same one. */
const emojiOf = ({ rev }: Truth): string => (rev % 2 === 0 ? '👍' : '🎉')
const file: Attachment = { id: 'a file' as FileId, name: 'tea.txt', type: 'text/plain', bytes: 3 }

const windowIn = (chat: Chat): readonly Message[] => chat.timelines.get(id)?.messages ?? []
const rowIn = (chat: Chat): Message[] => [chat.conversations.get(id)?.lastMessage ?? []].flat()

/** A client and a server with a network between them that delays, loses and repeats. */
export class World {
  readonly truth = new Truth()
  /** Messages that took the place of a later state of themselves while they were shown. */
  readonly fallen: Message[] = []
  #chat: Chat
  readonly #underWay: (() => void)[] = []

  constructor() {
    for (let count = 0; count < 6; count += 1) this.truth.send(peer)
    const listed = withSummary({ ...emptyChat(me), listed: true }, this.truth.summary())
    this.#chat = withWindow(listed, id, this.truth.page(null, pageSize))
  }

  get chat(): Chat {
    return this.#chat
  }

  set chat(next: Chat) {
    for (const part of [windowIn, rowIn]) {
      const before = new Map(part(this.#chat).map(({ seq, rev }) => [seq, rev]))
      this.fallen.push(...part(next).filter(({ seq, rev }) => rev < (before.get(seq) ?? 0)))
    }
    this.#chat = next
  }

  step(step: Step): void {
    if (step.kind === 'change') this.#change(step)
    else if (step.kind === 'ask') this.#ask(step)
    else this.#underWay.splice(step.at, 1)[0]?.()
  }

  /** Everything under way arrives, a heartbeat tells the heads, and the client asks until it misses nothing. */
  heal(): void {
    for (const arrive of this.#underWay.splice(0)) arrive()
    const heads = [{ conversationId: id, rev: this.truth.rev }]
    this.chat = applyFrame(this.chat, { type: 'ping', heads }, 0)
    for (let round = 0; round < 30 && this.isBehind; round += 1) {
      this.#ask({ kind: 'ask', what: 'changes', seq: 1 })
      this.#ask({ kind: 'ask', what: 'summary', seq: 1 })
      for (const arrive of this.#underWay.splice(0)) arrive()
    }
  }

  get isBehind(): boolean {
    return timelinesBehind(this.chat).length > 0 || summariesBehind(this.chat).length > 0
  }

  #change({ what, seq, fate }: Extract<Step, { kind: 'change' }>): void {
    const headSeq = this.truth.messages.length
    const told = this.#changed(what, seq)
    if (!told || fate === 'lost') return
    const type = told.message.seq > headSeq ? 'message' : 'change'
    const arrive = () => void (this.chat = applyFrame(this.chat, { type, ...told }, 0))
    if (fate === 'delayed') this.#underWay.push(arrive)
    else arrive()
    if (fate === 'twice') this.#underWay.push(arrive)
  }

  #changed(what: Extract<Step, { kind: 'change' }>['what'], seq: number): Told | null {
    const { truth } = this
    switch (what) {
      case 'edit':
        return toldOf(truth.edit(seq, this.#text('edited')))
      case 'remove':
        return toldOf(truth.remove(seq))
      case 'pin':
        return toldOf(truth.pin(seq))
      case 'i-react':
        return truth.react(seq, me, emojiOf(truth))
      case 'they-react':
        return truth.react(seq, peer, emojiOf(truth))
      case 'answer':
        return toldOf(truth.send(peer, { replyTo: Math.min(seq, truth.messages.length) }))
      case 'file':
        return toldOf(truth.send(peer, { attachments: [file] }))
      case 'system':
        return toldOf(truth.send(peer, { system: { kind: 'member-joined' } }))
      case 'mine':
        return toldOf(truth.send(me, { text: this.#text('said') }))
      case 'theirs':
        return toldOf(truth.send(peer, { text: this.#text('said') }))
    }
  }

  /** Every third mentions one. */
  #text(what: string): string {
    const { rev } = this.truth
    return rev % 3 === 0 ? `${what} ${rev}, @me` : `${what} ${rev}`
  }

  /** The server answers at once; the answer takes its time. */
  #ask({ what, seq }: Extract<Step, { kind: 'ask' }>): void {
    const timeline = this.chat.timelines.get(id)
    if (!timeline) return
    const apply = this.#answer(what, seq, timeline.rev, firstSeq(timeline), lastSeq(timeline))
    this.#underWay.push(() => void (this.chat = apply(this.chat)))
  }

  #answer(
    what: Extract<Step, { kind: 'ask' }>['what'],
    seq: number,
    rev: number,
    first: number,
    last: number,
  ): (chat: Chat) => Chat {
    const { truth } = this
    const changes = truth.changes(rev, pageSize)
    const summary = truth.summary()
    const confirmedRead = this.chat.confirmedReads.get(id) ?? 0
    const around = truth.page({ around: Math.min(seq, truth.messages.length) }, pageSize)
    const [latest, older, newer] = [null, { before: first }, { after: last }].map((at) =>
      truth.page(at, pageSize),
    )
    const quoted = truth.bySeqs([seq])
    const pins = truth.pins()
    switch (what) {
      case 'pins':
        return (chat) => withPinsOf(chat, id, pins)
      case 'quote':
        return (chat) => withQuotesOf(chat, id, quoted)
      case 'changes':
        return (chat) => withChangePage(chat, id, rev, changes)
      case 'summary':
        return (chat) => withSummary(chat, summary, confirmedRead)
      case 'around':
        return (chat) => withWindow(chat, id, around)
      case 'latest':
        return (chat) => (latest ? withWindow(chat, id, latest) : chat)
      case 'older':
        return (chat) => (older ? withGrownWindow(chat, id, older) : chat)
      case 'newer':
        return (chat) => (newer ? withGrownWindow(chat, id, newer) : chat)
      case 'read':
        return this.#read(Math.min(seq, last))
    }
  }

  #read(seq: number): (chat: Chat) => Chat {
    this.chat = withRead(this.chat, id, seq)
    return (chat) => {
      this.truth.readSeq = Math.max(this.truth.readSeq, seq)
      return withReadConfirmed(chat, id, seq)
    }
  }
}
