import type { Message, ServerFrameOf } from '@parley/shared'

import type { Client } from '../client.ts'

type Change = Omit<ServerFrameOf<'saved'>, 'type'>
export type SavedPlace = Pick<Message, 'conversationId' | 'seq'>

/** As much of the client as it needs. */
interface SavedClient {
  readonly state: Pick<Client['state'], 'isCaughtUp' | 'saved'>
  readonly actions: { readonly saved: Pick<Client['actions']['saved'], 'places' | 'set'> }
  readonly toasts: Pick<Client['toasts'], 'failure'>
}

/** Which messages one has saved: asked for once a connection, and kept up to date by what is told of changes. */
export class SavedPlaces {
  readonly #client: SavedClient
  #keys = new Set<string>()
  /** Null until they have come. */
  #version: number | null = null
  #asked = 0

  constructor(client: SavedClient) {
    this.#client = client
    client.state.isCaughtUp.subscribe((isCaughtUp) => isCaughtUp && void this.#ask())
    client.state.saved.subscribe((change) => change && this.#apply(change))
  }

  has(place: SavedPlace): boolean {
    return this.#keys.has(keyOf(place))
  }

  async set({ conversationId, seq }: SavedPlace, isSaved: boolean): Promise<boolean> {
    const result = await this.#client.actions.saved.set(conversationId, seq, isSaved)
    if (result.ok) this.#apply({ conversationId, seq, isSaved, version: result.value.version })
    else this.#client.toasts.failure(result.failure)
    return result.ok
  }

  #apply(change: Change): void {
    if (this.#version !== null && change.version <= this.#version) return
    if (this.#version === null || change.version > this.#version + 1) return void this.#ask()
    this.#version = change.version
    if (change.isSaved) this.#keys.add(keyOf(change))
    else this.#keys.delete(keyOf(change))
  }

  /** What is told while the answer is on its way makes it ask again. */
  async #ask(): Promise<void> {
    this.#version = null
    const asked = ++this.#asked
    const result = await this.#client.actions.saved.places()
    if (asked !== this.#asked || !result.ok) return
    this.#keys = new Set(result.value.items.map(keyOf))
    this.#version = result.value.version
  }
}

export const keyOf = ({ conversationId, seq }: SavedPlace): string => `${conversationId}/${seq}`

const known = new WeakMap<Client, SavedPlaces>()

export function savedPlaces(client: Client): SavedPlaces {
  const places = known.get(client) ?? new SavedPlaces(client)
  known.set(client, places)
  return places
}
