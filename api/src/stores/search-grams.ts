import type { Attachment, Message, UserId } from '@parley/shared'
import {
  foldRule,
  hasLink,
  isShortWord,
  runsOf,
  searchedKinds,
  searchForm,
  Sought,
  type SearchedKind,
  type SearchRun,
} from '@parley/shared/text'

import type { StoredMessage } from './message-rules.ts'
import type { MessageFilter, MessageSearch } from './message-store.ts'

/**
 * What makes messages findable, the same for every store. Grams say where a query can match: a message that
 * lacks one of the query's cannot. Whether it does match is then read from the message itself.
 */

/**
 * The longest texts of a language have some 4,000 different ones. One of random characters could have
 * four times as many, and would hold up everybody's writes; its end is then not found.
 */
const textGramsMax = 6_000

/** More would only cost: a text that has these and not the others is left out when it is read. */
const queryGramsMax = 12

interface Run extends SearchRun {
  readonly characters: readonly string[]
}

/** Messages are indexed anew when it is another one: raised with foldRule, and with what else makes grams others. */
export const gramRule = foldRule + 2

/** Of all that people wrote or brought. No text has a gram with a sign in it. */
const anyGram = '*'
/** Of a part of an id, as it is what all messages of a person repeat; two who share it are told apart by reading. */
const senderGram = (senderId: UserId): string => `@${senderId.slice(0, 8)}`

/** Of messages with files of a kind. */
const kindGram = (kind: FileKind): string => `#${kind}`

export type Findable = Pick<StoredMessage, 'senderId' | 'text' | 'parts'>

/** Of a message that is stored. What is deleted, or by the system, has neither text nor files, and none of them. */
export function gramsOf({ senderId, text, parts }: Findable): string[] {
  const attachments = parts?.attachments ?? []
  if (text === '' && attachments.length === 0) return []
  const kinds = fileKinds.filter((kind) => attachments.some(isOfKind[kind]))
  return [anyGram, senderGram(senderId), ...kinds.map(kindGram), ...gramsOfText(text)]
}

function gramsOfText(text: string): string[] {
  const runs = runsOf(searchForm(text)).map(withCharacters)
  const grams = runs.flatMap((run) => (run.isDense ? [...run.characters, ...within(run, 2)] : spaced(run)))
  return [...new Set(grams)].slice(0, textGramsMax)
}

type Sifted = Pick<Message, 'senderId' | 'createdAt' | 'text' | 'attachments'>

/** One search, prepared: stores look for messages with all of its grams, and keep those that match. */
export class SearchQuery {
  /** None where there is nothing to look for. */
  readonly grams: readonly string[]
  readonly #sought: Sought
  readonly #filter: MessageFilter | null

  constructor({ text, filter = null }: Pick<MessageSearch, 'text' | 'filter'>) {
    this.#sought = new Sought(text)
    this.#filter = filter
    const { runs, phrases } = this.#sought
    const grams = [...runs.map(withCharacters).flatMap(neededGrams), ...phrases.flat().flatMap(lastingGrams)]
    this.grams = [...new Set([...filterGrams(filter), ...grams])].slice(0, queryGramsMax)
    if (this.grams.length === 0 && filter) this.grams = [anyGram]
  }

  /** As to words, which a store reads before all that is shown. */
  matchesText(text: string): boolean {
    return this.#sought.isEmpty || (text !== '' && this.#sought.matches(text))
  }

  /** As to all else. */
  admits({ senderId, createdAt, text, attachments = [] }: Sifted): boolean {
    if (text === '' && attachments.length === 0) return false
    if (!this.#filter) return true
    const { senderIds, fromMs, beforeMs, has } = this.#filter
    const atMs = Date.parse(createdAt)
    return (
      (senderIds?.includes(senderId) ?? true) &&
      atMs >= (fromMs ?? -Infinity) &&
      atMs < (beforeMs ?? Infinity) &&
      has.every((kind) => (kind === 'link' ? hasLink(text) : attachments.some(isOfKind[kind])))
    )
  }
}

type FileKind = Exclude<SearchedKind, 'link'>

const isOfKind: Readonly<Record<FileKind, (attachment: Attachment) => boolean>> = {
  file: () => true,
  picture: ({ type }) => type.startsWith('image/'),
  voice: ({ wave }) => wave !== undefined,
}
const fileKinds = searchedKinds.filter((kind) => kind !== 'link')

/** Several people have none in common. */
function filterGrams(filter: MessageFilter | null): string[] {
  if (!filter) return []
  const { senderIds, has } = filter
  const kinds = fileKinds.filter((kind) => has.includes(kind))
  return [...(senderIds?.length === 1 ? senderIds.map(senderGram) : []), ...kinds.map(kindGram)]
}

const withCharacters = (run: SearchRun): Run => ({ ...run, characters: [...run.text] })

const neededGrams = (run: Run): string[] => {
  if (!run.isDense) return spaced(run)
  return run.characters.length === 1 ? [run.text] : within(run, 2)
}

/** A line may end within a phrase of a script without spaces: only its characters are sure to be in the text. */
const lastingGrams = (run: SearchRun): string[] => (run.isDense ? [...run.text] : spaced(withCharacters(run)))

const spaced = (run: Run): string[] => (isShortWord(run) ? [run.text] : within(run, 3))

const within = ({ characters }: Run, length: number): string[] =>
  characters.slice(length - 1).map((_, at) => characters.slice(at, at + length).join(''))
