import type {
  Attachment,
  FileId,
  ClientId,
  Conversation,
  ConversationId,
  ConversationSummary,
  Membership,
  Message,
  SessionId,
  UserCard,
  UserId,
} from '@parley/shared'

/** When all of it is: samples look the same on every day. */
export const sampleNow = new Date(2026, 10, 29, 10, 46)

const at = (minutesAgo: number): string => new Date(sampleNow.getTime() - minutesAgo * 60_000).toISOString()
const idOf = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

export const sampleSession = idOf(90) as SessionId

const person = (number: number, username: string, displayName: string): UserCard => ({
  id: idOf(number) as UserId,
  username,
  displayName,
  deleted: false,
})

export const maya = person(1, 'maya', 'Maya Lindqvist')
export const oskar = person(2, 'oskar', 'Oskar Thorne')
export const rana = person(3, 'rana', 'رنا الخطيب')
export const yuki = person(4, 'yuki', '山田 雪')
export const grace = person(5, 'grace', 'Grace Brewster Murray Hopper of Arlington')
export const lars = person(6, 'lars', 'Lars Holm')
export const gone: UserCard = { ...person(7, 'deleted-7', ''), deleted: true }
export const people = [maya, oskar, rana, yuki, grace, lars, gone] as const

let messages = 0

export function message(sender: UserCard, text: string, more: Partial<Message> = {}): Message {
  messages += 1
  return {
    conversationId: idOf(100) as ConversationId,
    seq: messages,
    rev: messages,
    senderId: sender.id,
    clientId: idOf(1_000 + messages) as ClientId,
    text,
    system: null,
    createdAt: at(60 - messages),
    editedAt: null,
    deletedAt: null,
    ...more,
  }
}

const membership: Membership = {
  role: 'member',
  muted: false,
  mutedUntil: null,
  readSeq: 0,
  readsFromSeq: 1,
  joinedAt: at(9_000),
  canWrite: true,
  closed: false,
  hidden: false,
}

type Told = Partial<Omit<ConversationSummary, 'conversation' | 'membership'>> & {
  readonly membership?: Partial<Membership>
  readonly closed?: boolean
}

let conversations = 100

/** With somebody, or a group of that name; `notes` are those to oneself. */
export function summary(other: UserCard | string, last: Message | null, told: Told = {}) {
  const { membership: own, closed, ...more } = told
  const isGroup = typeof other === 'string' && other !== 'notes'
  conversations += 1
  const conversation: Conversation = {
    id: idOf(conversations) as ConversationId,
    kind: typeof other === 'object' ? 'direct' : isGroup ? 'group' : 'notes',
    name: isGroup ? other : null,
    topic: isGroup ? 'Oars, tides and who has the key' : '',
    visibility: closed ? 'closed' : 'open',
    memberCount: 5,
    version: 1,
    createdAt: at(9_000),
  }
  const made: ConversationSummary = {
    conversation,
    membership: { ...membership, ...own },
    peer: typeof other === 'object' ? other : null,
    peerReadSeq: null,
    headSeq: last?.seq ?? 0,
    rev: last?.rev ?? 0,
    unread: 0,
    lastMessage: last,
    lastActivityAt: last?.createdAt ?? at(3_000),
    ...more,
  }
  return made
}

/** Nowhere to be had, so that it says so. */
export const boat: Attachment = {
  id: idOf(95) as FileId,
  name: 'Boat.jpg',
  type: 'image/jpeg',
  bytes: 482_130,
  width: 1_200,
  height: 800,
  hasPreview: true,
}
export const tides: Attachment = {
  id: idOf(96) as FileId,
  name: 'Tides of the northern harbours, 2026 and 2027.pdf',
  type: 'application/pdf',
  bytes: 1_482_130,
}
