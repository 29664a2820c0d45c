import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'

import type { ClientFrame, ClientId, ConversationId, ConversationList } from '@parley/shared'
import { WebSocket } from 'ws'

import { ApiSession } from '../delivery/api-session.ts'
import { Random } from '../delivery/random.ts'
import { talksUntil, type Line, type Talk } from './talks.ts'

const firstAfterMs = 2_000
const backAfterMs = 5_000
const typingEveryMs = 3_000
const longestTypingMs = 9_000

/** Somebody who is online for as long as the server runs. */
class Presence {
  readonly #session: ApiSession
  #socket: WebSocket | null = null

  constructor(url: string) {
    this.#session = new ApiSession(url)
  }

  async arrive(username: string, password: string): Promise<void> {
    await this.#session.signIn(username, password)
    this.#connect()
  }

  /** Typed first, at the pace of people. */
  async say(talk: Talk, { text }: Line): Promise<void> {
    const conversationId = await this.#find(talk)
    if (conversationId === undefined) return // somebody has left it, or closed it
    const typingMs = Math.min(Math.max(text.length * 100, typingEveryMs), longestTypingMs)
    for (let ms = 0; ms < typingMs; ms += typingEveryMs) {
      this.#send({ type: 'typing', ref: 'typing', conversationId })
      await pause(typingEveryMs)
    }
    this.#send({ type: 'send', ref: 'send', conversationId, clientId: clientIdOf(text), text })
  }

  async #find({ name, people }: Talk): Promise<ConversationId | undefined> {
    const { items } = await this.#session.call<ConversationList>('GET', '/conversations')
    return items.find(({ conversation, peer }) =>
      name === null ? peer !== null && people.includes(peer.username) : conversation.name === name,
    )?.conversation.id
  }

  #send(frame: ClientFrame): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(frame))
  }

  #connect(): void {
    const socket = this.#session.socket()
    this.#socket = socket
    socket.on('message', (data: Buffer) => {
      if (data.includes('"type":"ping"')) this.#send({ type: 'pong' })
    })
    socket.on('error', () => undefined) // it closes then
    socket.on('close', () => setTimeout(() => this.#connect(), backAfterMs).unref())
  }
}

const spoken = (): Talk[] => talksUntil(new Date(), new Random(7)).filter(({ later }) => later.length > 0)

/** All who have something to say later are online then, for as long as the server or this process runs. */
export async function arriveAll(url: string, password: string): Promise<ReadonlyMap<string, Presence>> {
  const usernames = spoken().flatMap(({ later }) => later.map(({ by }) => by))
  const presences = new Map(usernames.map((username) => [username, new Presence(url)]))
  for (const [username, presence] of presences) await presence.arrive(username, password)
  return presences
}

/** They talk now and then, until the process ends. */
export async function stay(url: string, password: string): Promise<never> {
  const random = new Random(7)
  const presences = await arriveAll(url, password)
  await pause(firstAfterMs)
  for (;;) {
    for (const { talk, line } of inTurn(spoken())) {
      await presences.get(line.by)?.say(talk, line)
      await pause(random.between(20_000, 60_000))
    }
  }
}

/** One line of each, then the next of each. */
function inTurn(talks: readonly Talk[]): { talk: Talk; line: Line }[] {
  const longest = Math.max(...talks.map(({ later }) => later.length))
  return Array.from({ length: longest }, (_, at) =>
    talks.flatMap((talk) => talk.later.slice(at, at + 1).map((line) => ({ talk, line }))),
  ).flat()
}

/** Of the text, so that nobody says the same a second time, in this run or in another. */
const clientIdOf = (text: string): ClientId =>
  createHash('sha256')
    .update(text)
    .digest('hex')
    .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5') as ClientId
