import type { ClientId } from '@parley/shared'
import { storedText } from '@parley/shared/text'

import { words } from '../../i18n/late.ts'
import { isPrepared, sentFile } from '../../state/outbox-item.ts'
import { failed, refusedAs, type Result } from '../../state/result.ts'
import { iconButton } from '../components/button.ts'
import { openMenu } from '../components/menu.ts'
import { keepReply, replyKept } from '../composer/kept.ts'
import type { QuoteContext } from '../timeline/message/quote.ts'
import { offeredTimes } from './times.ts'
import { openWhenDialog } from './when-dialog.ts'

/** Beside the button that sends: when else what is written can be sent. */
export class SendLater {
  readonly root: HTMLButtonElement
  readonly #context: QuoteContext
  readonly #form: HTMLFormElement
  readonly #done: () => void
  /** Of the same text, so that trying again schedules it once. */
  #tried: { readonly text: string; readonly at: number; readonly clientId: ClientId } | null = null
  #isBusy = false

  constructor(context: QuoteContext, form: HTMLFormElement, done: () => void) {
    this.#context = context
    this.#form = form
    this.#done = done
    this.root = iconButton('down', words.scheduled.later, () => this.open(this.root), {
      class: 'icon-button send-later',
      'aria-haspopup': 'menu',
    })
  }

  /** Only with something to send, and not in place of saving an edit. */
  show(): void {
    this.root.setAttribute('aria-disabled', String(!this.#canSend))
  }

  open(anchor: HTMLElement): void {
    if (!this.#canSend) return
    const now = this.#context.client.clock.now.get()
    const times = offeredTimes(now)
    const items = times.map(({ label, at }) => ({
      label,
      icon: 'clock' as const,
      run: () => void this.#scheduleAndSay(at),
    }))
    const first = times[0]?.at ?? now
    const choose = {
      label: words.scheduled.choose,
      icon: 'calendar' as const,
      run: () => openWhenDialog(first, now, (at) => this.#schedule(at)),
    }
    openMenu(anchor, words.scheduled.later, [...items, choose])
  }

  get #canSend(): boolean {
    const isEdit = this.#form.querySelector('.edit-bar:not([hidden])') !== null
    return !isEdit && !this.#isBusy && (storedText(this.#draft) !== '' || this.#files.length > 0)
  }

  get #draft(): string {
    const { client, conversationId } = this.#context
    return client.state.drafts.get().get(conversationId) ?? ''
  }

  get #files() {
    const { client, conversationId } = this.#context
    return client.actions.files.chosen(conversationId)
  }

  async #scheduleAndSay(at: Date): Promise<void> {
    const result = await this.#schedule(at)
    if (!result.ok) this.#context.client.toasts.failure(result.failure)
    this.#form.querySelector('textarea')?.focus()
  }

  /** What was written stays until it is safe. */
  async #schedule(sendAt: Date): Promise<Result<unknown>> {
    const { client, conversationId: id } = this.#context
    const [draft, chosen, replyTo] = [this.#draft, this.#files, replyKept(this.#context)]
    if (!chosen.every(isPrepared)) return failed(refusedAs('unavailable'))
    const text = storedText(draft)
    const clientId = this.#idFor(text, sendAt)
    const files = chosen.map(sentFile)
    this.#isBusy = true
    this.show()
    const result = await client.actions.scheduled.schedule(id, clientId, { text, replyTo, files, sendAt })
    this.#isBusy = false
    if (result.ok) {
      this.#tried = null
      client.actions.drafts.drop(id, draft)
      if (replyTo !== null) keepReply(this.#context, null)
      client.actions.files.choose(id, (now) => now.filter((file) => !chosen.includes(file)))
      this.#done()
    }
    this.show()
    return result
  }

  #idFor(text: string, sendAt: Date): ClientId {
    const at = sendAt.getTime()
    if (this.#tried?.text === text && this.#tried.at === at) return this.#tried.clientId
    const clientId = this.#context.client.actions.files.newId() as ClientId // made in its form
    this.#tried = { text, at, clientId }
    return clientId
  }
}
