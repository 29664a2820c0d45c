import { readFileSync } from 'node:fs'

import type { Random } from '../delivery/random.ts'
import { logBook } from './log-book.ts'

export interface Line {
  readonly by: string
  readonly text: string
}

interface Happened {
  readonly at: Date
  readonly by: string
}

export interface Saying extends Happened, Line {
  readonly kind: 'says'
  /** What it is edited to; null where it is deleted. */
  becomes?: string | null
}

/** Something that happened in a conversation. */
export type Beat =
  | Saying
  | (Happened & { readonly kind: 'adds' | 'blocks'; readonly whom: string })
  | (Happened & { readonly kind: 'has-read' })

/** A conversation. Only groups have a name, and their owner is the first of their people. */
export interface Talk {
  name: string | null
  isOpen: boolean
  topic: string
  people: readonly string[]
  muted: string | null
  invited: string | null
  readonly beats: Beat[]
  /** What is said while somebody looks on. */
  readonly later: Line[]
}

/** The conversations of talks/, where their form is told, as they would have gone until now. */
export const talksUntil = (now: Date, random: Random): Talk[] =>
  ['groups.txt', 'directs.txt'].flatMap((file) =>
    readFileSync(new URL(`talks/${file}`, import.meta.url), 'utf8')
      .split(/^== /m)
      .slice(1)
      .map((section) => readTalk(section, now, random)),
  )

const minuteMs = 60_000

interface Reading {
  readonly title: string
  readonly talk: Talk
  readonly now: Date
  readonly random: Random
  atMs: number
  lastBy: string
  isLater: boolean
}

function readTalk(section: string, now: Date, random: Random): Talk {
  const [title = '', ...lines] = section.trim().split(/\n(?! {4}|\n)/)
  const people = title.split(' & ')
  const nothing = { name: null, isOpen: false, topic: '', muted: null, invited: null, beats: [], later: [] }
  const talk: Talk = { ...nothing, people }
  const reading: Reading = { title, talk, now, random, atMs: 0, lastBy: '', isLater: false }
  for (const line of lines) readLine(reading, line.replaceAll(/^ {4}/gm, ''))
  return talk
}

function readLine(reading: Reading, line: string): void {
  const [, word = '', rest = ''] = /^(\S+) ?(.*)$/s.exec(line) ?? []
  const read = meanings[word]
  if (read) read(reading, rest)
  else if (word.endsWith(':')) say(reading, { by: word.slice(0, -1), text: rest })
  else throw new Error(`In the talks nobody understands "${line}".`)
}

const meanings: Readonly<Record<string, (reading: Reading, rest: string) => void>> = {
  open: ({ talk }, topic) => void Object.assign(talk, { isOpen: true, topic }),
  closed: ({ talk }, topic) => void Object.assign(talk, { topic }),
  people: ({ talk, title }, rest) => void Object.assign(talk, { name: title, people: rest.split(' ') }),
  muted: ({ talk }, muted) => void Object.assign(talk, { muted }),
  invited: ({ talk }, invited) => void Object.assign(talk, { invited }),
  log: ({ talk, now, random }, days) =>
    void talk.beats.push(...logBook(talk.people, Number(days), now, random)),
  '@': goTo,
  '+': (reading, minutes) => void (reading.atMs += Number(minutes) * minuteMs),
  '~': (reading, text) => changeLast(reading, text),
  x: (reading) => changeLast(reading, null),
  '*': (reading, rest) => {
    const [by = '', kind, whom = ''] = rest.split(' ')
    add(reading, { by, kind: kind === 'adds' ? kind : 'blocks', whom })
  },
  '--': (reading, by) => add(reading, { by, kind: 'has-read' }),
}

function goTo(reading: Reading, rest: string): void {
  const [amount = '', unit = '', time = ''] = rest.split(' ')
  const at = new Date(reading.now)
  if (unit === 'minutes') at.setMinutes(at.getMinutes() - Number(amount))
  if (unit === 'days') {
    const [hours = 0, minutes = 0] = time.split(':').map(Number)
    at.setDate(at.getDate() - Number(amount))
    at.setHours(hours, minutes, 0, 0)
  }
  reading.isLater = amount === 'later'
  reading.atMs = at.getTime()
  reading.lastBy = ''
}

/** Who goes on is quicker than who answers, and nobody speaks before they have written it. */
function say(reading: Reading, line: Line): void {
  const { talk, random, lastBy } = reading
  if (reading.isLater) return void talk.later.push(line)
  const pauseMs = lastBy === line.by ? random.between(8_000, 30_000) : random.between(25_000, 75_000)
  if (lastBy !== '') reading.atMs += pauseMs + Math.min(line.text.length * 60, minuteMs)
  reading.lastBy = line.by
  add(reading, { ...line, kind: 'says' })
}

type WithoutTime<Each> = Each extends Beat ? Omit<Each, 'at'> : never

const add = ({ talk, atMs }: Reading, beat: WithoutTime<Beat>): void =>
  void talk.beats.push({ ...beat, at: new Date(atMs) })

function changeLast({ talk }: Reading, becomes: string | null): void {
  const last = talk.beats.at(-1)
  if (last?.kind === 'says') last.becomes = becomes
}
