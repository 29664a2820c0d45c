import type { ConversationId } from '@parley/shared'

import type { Chunk } from '../../chunk.ts'
import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { el } from '../dom.ts'
import { chunks } from '../late/chunks.ts'
import { whenLoaded } from '../late/when-loaded.ts'
import type { PinContext } from '../pins/pinning.ts'
import type { QuoteContext } from './message/quote.ts'
import type { FindBar, FindBarOptions } from './find-bar.ts'
import type { MentionJumpOptions } from './mention-jump.ts'

/** The place of the bar that finds messages of this conversation; it is there once one looks for something. */
export class LateFind extends Component {
  readonly #options: FindBarOptions
  #bar: FindBar | null = null

  constructor(options: FindBarOptions) {
    super(el('div', { class: 'late' }))
    this.#options = options
  }

  async open(): Promise<void> {
    const loaded = await whenLoaded(chunks.find)
    if (!loaded || !this.root.isConnected) return
    this.#bar ??= this.#add(loaded)
    this.#bar.open()
  }

  #add({ FindBar }: NonNullable<typeof chunks.find.module>): FindBar {
    const bar = this.own(new FindBar(this.#options))
    this.root.append(bar.root, bar.assist)
    return bar
  }
}

/** The place of a bar that is there when something is to be shown in it. Where it cannot be loaded nothing is. */
class LateBar<Module> extends Component {
  constructor(chunk: Chunk<Module>, make: (module: Module) => Component) {
    super(el('div', { class: 'late' }))
    let hasEnded = false
    this.onEnd(() => (hasEnded = true))
    chunk.load().then(
      (module) => hasEnded || this.root.append(this.own(make(module)).root),
      () => undefined,
    )
  }
}

export const latePins = (context: PinContext): Component =>
  new LateBar(chunks.pins, ({ PinBar }) => new PinBar(context))

export const lateScheduled = (context: QuoteContext, form: HTMLFormElement): Component =>
  new LateBar(chunks.scheduled, ({ ScheduledBar }) => new ScheduledBar(context, form))

export const lateSilence = (client: Client, id: ConversationId): Component =>
  new LateBar(chunks.silence, ({ SilenceLine }) => new SilenceLine(client, id))

export const lateMentions = (options: MentionJumpOptions): Component =>
  new LateBar(chunks.mentionJump, ({ MentionJump }) => new MentionJump(options))
