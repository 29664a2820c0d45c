import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'

import type { ConversationId, SearchPage, UserId } from '@parley/shared'

import { Random } from '../../delivery/random.ts'
import type { Http } from './http.ts'

const syllables = ['ka', 'ri', 'mo', 'ten', 'lu', 'sha', 'ver', 'no', 'pi', 'das']
const random = new Random(1)
const words = Array.from({ length: 400 }, () => [1, 2, 3].map(() => random.oneOf(syllables)).join('')).filter(
  (word) => !word.includes('karimo'),
)
/** Its parts are in many texts, and it is in none. */
const sought = 'karimoten'

export const someText = (): string => Array.from({ length: 10 }, () => random.oneOf(words)).join(' ')

export interface Room {
  readonly id: ConversationId
  readonly senderId: UserId
  /** Of who is in this room only: the one who is in all of them may not search as often as all together. */
  readonly cookie: string
}

/** Sends what is to be found, and searches for it. */
export class Searcher {
  readonly #http: Http
  readonly #rooms: readonly Room[]
  readonly #cookie: string
  #sent = 0
  #cursor: string | null = null

  constructor(http: Http, rooms: readonly Room[], cookie: string) {
    this.#http = http
    this.#rooms = rooms
    this.#cookie = cookie
  }

  readonly send = (): Promise<boolean> => this.#say(someText(), this.#nextRoom())

  /** Sends something, and asks for it until it is found. */
  readonly sendAndFind = async (): Promise<boolean> => {
    const word = `x${randomUUID().slice(0, 8)}`
    const room = this.#nextRoom()
    if (!(await this.#say(word, room))) return false
    while ((await this.#page(word, null, room.cookie)).items.length === 0) await wait(5)
    return true
  }

  /** One page, from where the last one came to. */
  readonly searchOn = async (): Promise<boolean> => {
    this.#cursor = (await this.#page(sought, this.#cursor)).nextCursor
    return true
  }

  /** From the newest to the end. */
  readonly searchAll = async (): Promise<boolean> => {
    for (let cursor: string | null = null; ;) {
      const page = await this.#page(sought, cursor)
      if (page.nextCursor === null) return page.items.length === 0
      cursor = page.nextCursor
    }
  }

  #nextRoom(): Room {
    const room = this.#rooms[this.#sent++ % this.#rooms.length]
    if (!room) throw new Error('There is nowhere to talk.')
    return room
  }

  async #say(text: string, { id }: Room): Promise<boolean> {
    const body = { clientId: randomUUID(), text }
    const { status } = await this.#http.ask('POST', `/conversations/${id}/messages`, {
      cookie: this.#cookie,
      body,
    })
    return status === 201
  }

  async #page(q: string, cursor: string | null, cookie = this.#cookie): Promise<SearchPage> {
    const query = new URLSearchParams({ q, ...(cursor !== null && { cursor }) }).toString()
    const { status, text } = await this.#http.ask('GET', `/messages/search?${query}`, { cookie })
    if (status !== 200) throw new Error(`The search was answered with ${status}: ${text}`)
    return JSON.parse(text) as SearchPage // of the server under measurement
  }
}
