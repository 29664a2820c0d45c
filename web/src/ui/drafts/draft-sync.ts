import { storedText } from '@parley/shared/text'
import type { ConversationId, Draft } from '@parley/shared'

import { isAside, isEdit, replyBegun, type DraftKey } from '../../state/draft-key.ts'
import { batch, type Unsubscribe } from '../../state/observable.ts'
import { isTemporary, type Failure } from '../../state/result.ts'
import type { Client } from '../client.ts'
import { isSame, merged, noDraft, readKnown, type Content, type KnownDraft } from './known-draft.ts'

/** As much of the client as it needs. */
export interface DraftClient {
  readonly state: Pick<Client['state'], 'isCaughtUp' | 'draft' | 'drafts' | 'chosen'>
  readonly actions: Pick<Client['actions'], 'drafts' | 'draftSync'>
}

export interface DraftTimes {
  /** After the last key. */
  readonly pauseMs: number
  /** Who has typed within this time is not disturbed. */
  readonly busyMs: number
  readonly retryMs: number
}

const usual: DraftTimes = { pauseMs: 1_500, busyMs: 10_000, retryMs: 10_000 }

type Choice = 'take' | 'both' | 'mine'

/**
 * Keeps the drafts of this device in step with those of one's other devices. What is kept here stays what it is, also
 * without a network. Beside it stands what the server had when both were the same: by that it is known who has typed on.
 */
export class DraftSync {
  readonly #client: DraftClient
  readonly #times: DraftTimes
  readonly #timers = new Map<ConversationId, ReturnType<typeof setTimeout>>()
  readonly #seen = new Map<ConversationId, string>()
  readonly #typedAt = new Map<ConversationId, number>()
  readonly #saving = new Set<ConversationId>()
  /** Where there is none, as of which version. */
  readonly #clearedAt = new Map<ConversationId, number>()
  /** What was refused for good, as long as it is not changed. */
  readonly #refused = new Map<ConversationId, string>()
  readonly #withOtherFiles = new Set<ConversationId>()
  readonly #ends: Unsubscribe[] = []
  #chosen: ReadonlyMap<ConversationId, readonly unknown[]>
  /** Of all drafts; null until they have come. */
  #version: number | null = null
  #asked = 0

  constructor(client: DraftClient, times = usual) {
    this.#client = client
    this.#times = times
    const { state } = client
    this.#chosen = state.chosen.get()
    for (const id of this.#ids()) this.#seen.set(id, JSON.stringify(this.#here(id)))
    this.#ends.push(
      state.drafts.subscribe(() => this.#look()),
      state.chosen.subscribe((chosen) => this.#lookAtFiles(chosen)),
      state.draft.subscribe((frame) => frame && this.#told(frame.draft)),
      state.isCaughtUp.subscribe((isCaughtUp) => (isCaughtUp ? void this.#ask() : (this.#version = null))),
    )
  }

  stop(): void {
    this.#asked += 1
    this.#version = null
    for (const end of this.#ends.splice(0)) end()
    for (const timer of this.#timers.values()) clearTimeout(timer)
    this.#timers.clear()
  }

  /** Saves now what waits for a pause. */
  flush(): void {
    for (const id of [...this.#timers.keys()]) void this.#save(id)
  }

  /** What another device offers in place of what was typed here. */
  offer(id: ConversationId): KnownDraft | null {
    return readKnown(this.#kept(`offer:${id}`))
  }

  answer(id: ConversationId, choice: Choice): void {
    const offer = this.offer(id)
    if (!offer) return
    const { text } = this.#here(id)
    batch(() => {
      this.#keep(`offer:${id}`, '')
      this.#know(id, offer)
      if (choice === 'take') this.#put(id, offer)
      if (choice === 'both') this.#put(id, { ...offer, text: [offer.text, text].filter(Boolean).join('\n') })
    })
    this.#later(id, 0)
  }

  /** Nobody needs to be told of them any more. */
  forgetFiles(id: ConversationId): void {
    this.#know(id, { ...this.#known(id), hasOwnFiles: true })
  }

  #look(): void {
    for (const id of this.#ids()) {
      const here = this.#here(id)
      const seen = JSON.stringify(here)
      if ((this.#seen.get(id) ?? nothingSeen) === seen) continue
      this.#seen.set(id, seen)
      if (here.text === '') this.#typedAt.delete(id)
      else this.#typedAt.set(id, performance.now())
      this.#showFiles(id)
      this.#later(id, here.text === '' ? 0 : this.#times.pauseMs)
    }
  }

  #lookAtFiles(chosen: ReadonlyMap<ConversationId, readonly unknown[]>): void {
    const before = this.#chosen
    this.#chosen = chosen
    for (const id of new Set([...before.keys(), ...chosen.keys()])) {
      if (before.get(id)?.length === chosen.get(id)?.length) continue
      this.#withOtherFiles.add(id)
      this.#know(id, { ...this.#known(id), hasOwnFiles: true })
      this.#later(id, this.#times.pauseMs)
    }
  }

  #told(draft: Draft): void {
    const version = this.#version
    if (version === null || draft.version > version + 1) return void this.#ask()
    this.#version = Math.max(version, draft.version)
    this.#hear(draft)
  }

  /** Page by page, in the order of their versions: what changes meanwhile comes once more. */
  async #ask(): Promise<void> {
    const asked = ++this.#asked
    this.#version = null
    const found = new Map<ConversationId, Draft>()
    let [cursor, version]: [string | null, number | null] = [null, null]
    do {
      const result = await this.#client.actions.draftSync.list(cursor)
      if (asked !== this.#asked) return
      if (!result.ok) return void setTimeout(() => asked === this.#asked && this.#ask(), this.#times.retryMs)
      for (const draft of result.value.items) found.set(draft.conversationId, draft)
      cursor = result.value.nextCursor
      version ??= result.value.version
    } while (cursor !== null)
    this.#version = version
    for (const draft of found.values()) this.#hear(draft)
    for (const id of this.#ids()) {
      if (!found.has(id)) this.#hear({ ...noDraft, conversationId: id, version, updatedAt: null })
      this.#later(id, 0)
    }
  }

  #hear(there: Draft): void {
    const { conversationId: id, version } = there
    this.#lookAtOthers(id)
    const known = this.#known(id)
    if (version <= known.version || version < (this.offer(id)?.version ?? 0)) return
    const isBusy = performance.now() - (this.#typedAt.get(id) ?? -Infinity) < this.#times.busyMs
    const merge = merged(this.#here(id), known, there, isBusy)
    const { text, replyTo, fileCount } = there
    const next = { text, replyTo, fileCount, version, sending: null, hasOwnFiles: known.hasOwnFiles }
    if (merge === 'offer') return this.#keep(`offer:${id}`, JSON.stringify(next))
    batch(() => {
      this.#keep(`offer:${id}`, '')
      this.#know(id, next)
      if (merge === 'take') this.#put(id, there)
    })
    this.#later(id, this.#times.pauseMs)
  }

  #later(id: ConversationId, waitMs: number): void {
    clearTimeout(this.#timers.get(id))
    this.#timers.set(
      id,
      setTimeout(() => void this.#save(id), waitMs),
    )
  }

  /** Tabs save one after another, so that each knows what the one before it has saved. */
  async #save(id: ConversationId): Promise<void> {
    clearTimeout(this.#timers.get(id))
    this.#timers.delete(id)
    if (!this.#isDue(id)) return
    const save = () => this.#saveNow(id)
    await ('locks' in navigator ? navigator.locks.request(`parley.draft.${id}`, save) : save())
  }

  async #saveNow(id: ConversationId): Promise<void> {
    this.#lookAtOthers(id)
    if (this.#saving.has(id) || !this.#isDue(id)) return
    const known = this.#known(id)
    const here = this.#here(id)
    const baseVersion = known.text === '' ? Math.max(known.version, this.#version ?? 0) : known.version
    this.#saving.add(id)
    this.#withOtherFiles.delete(id)
    const hasOwnFiles = known.hasOwnFiles || this.#chosen.has(id)
    this.#know(id, { ...known, hasOwnFiles, sending: here.text })
    const { draftSync } = this.#client.actions
    const edit = { ...here, fileCount: this.#fileCount(id), baseVersion }
    const asked = here.text === '' ? draftSync.clear(id, baseVersion) : draftSync.save(id, edit)
    const result = await asked
    this.#saving.delete(id)
    if (this.#ends.length === 0) return
    if (!result.ok) return this.#failed(id, here, result.failure)
    this.#hear(result.value)
    this.#settle(id)
  }

  #failed(id: ConversationId, here: Content, failure: Failure): void {
    if (failure.kind === 'unreachable' || isTemporary(failure)) return this.#later(id, this.#times.retryMs)
    if (failure.kind === 'refused' && failure.draft) this.#hear(failure.draft)
    else this.#refused.set(id, JSON.stringify(here))
    this.#settle(id)
  }

  /** It is known what became of what was sent. */
  #settle(id: ConversationId): void {
    this.#know(id, { ...this.#known(id), sending: null })
    this.#later(id, this.#times.pauseMs)
  }

  #isDue(id: ConversationId): boolean {
    if (this.#version === null || this.offer(id)) return false
    const [here, known] = [this.#here(id), this.#known(id)]
    if (this.#refused.get(id) === JSON.stringify(here)) return false
    const isOther = !isSame(here, known) || known.sending !== null
    return isOther || (here.text !== '' && this.#withOtherFiles.has(id))
  }

  #here(id: ConversationId): Content {
    const drafts = this.#client.state.drafts.get()
    const text = storedText(drafts.get(id) ?? '')
    return { text, replyTo: text === '' ? null : replyBegun(drafts, id) }
  }

  #known(id: ConversationId): KnownDraft {
    return readKnown(this.#kept(`synced:${id}`)) ?? { ...noDraft, version: this.#clearedAt.get(id) ?? 0 }
  }

  #know(id: ConversationId, known: KnownDraft): void {
    const isNothing = known.text === '' && known.sending === null
    if (isNothing) this.#clearedAt.set(id, known.version)
    this.#keep(`synced:${id}`, isNothing ? '' : JSON.stringify(known))
    this.#showFiles(id)
  }

  #fileCount(id: ConversationId): number {
    const { fileCount, hasOwnFiles } = this.#known(id)
    return this.#chosen.get(id)?.length ?? (hasOwnFiles ? 0 : fileCount)
  }

  /** Those that are on another device. */
  #showFiles(id: ConversationId): void {
    const isOther = !this.#chosen.has(id) && this.#here(id).text !== ''
    const count = isOther ? this.#fileCount(id) : 0
    this.#keep(`files:${id}`, count === 0 ? '' : String(count))
  }

  #put(id: ConversationId, { text, replyTo }: Content): void {
    this.#seen.set(id, JSON.stringify({ text, replyTo }))
    this.#typedAt.delete(id)
    batch(() => {
      this.#keep(id, text)
      this.#keep(`reply:${id}`, text === '' || replyTo === null ? '' : String(replyTo))
    })
    this.#showFiles(id)
  }

  /** What another tab has kept, of which a busy browser may not have told yet: it was typed all the same. */
  #lookAtOthers(id: ConversationId): void {
    for (const key of [id, `synced:${id}`, `offer:${id}`] as const) this.#client.actions.drafts.look(key)
  }

  #kept(key: DraftKey): string {
    return this.#client.state.drafts.get().get(key) ?? ''
  }

  /** In the place of what is there, also where another tab has changed that. */
  #keep(key: DraftKey, text: string): void {
    const { drafts } = this.#client.actions
    drafts.look(key)
    const seen = this.#kept(key)
    if (seen !== text) drafts.save(key, text, seen)
  }

  /** Of whatever has a draft here, or had one. */
  #ids(): Set<ConversationId> {
    const ids = new Set(this.#seen.keys())
    for (const key of this.#client.state.drafts.get().keys()) {
      if (key.startsWith('synced:') || key.startsWith('offer:')) ids.add(conversationOf(key))
      else if (!isAside(key) && !isEdit(key)) ids.add(key)
    }
    return ids
  }
}

/** By the form of its key. */
const conversationOf = (key: DraftKey): ConversationId => key.slice(key.indexOf(':') + 1) as ConversationId

const nothingSeen = JSON.stringify({ text: '', replyTo: null })
