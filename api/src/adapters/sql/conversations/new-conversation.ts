import type { ConversationId, ConversationKind, MemberRole, UserId, Writers } from '@parley/shared'

import type { NewConversation } from '../../../stores/conversation-store.ts'
import { Outdated } from '../../../stores/errors.ts'
import { isBlocked } from '../blocks/block-store.ts'
import { countConversationsUp } from './conversation-counts.ts'
import type { Database } from '../database.ts'
import { flagOf } from '../flags.ts'
import { toMs } from '../instants.ts'
import { freezeReads } from './directs.ts'
import { insertMembers } from './new-members.ts'

/** The same whoever of the two asks. */
export function directKey(a: UserId, b: UserId): string {
  return a < b ? `${a}:${b}` : `${b}:${a}`
}

interface NewDirect {
  readonly id: ConversationId
  readonly at: number
  readonly writers: Writers
}

/** @throws Duplicate when the two have one already, Outdated as ConversationStore says */
export async function createDirect(
  db: Database,
  [a, b]: readonly [UserId, UserId],
  { id, at, writers }: NewDirect,
): Promise<void> {
  const kind = a === b ? 'notes' : 'direct'
  const people = a === b ? [{ user_id: a }] : [pair(a, b), pair(b, a)]
  const nameless = { id, kind, name: null, topic: '', visibility: 'closed', created_at: at } as const
  const row = { ...nameless, direct_key: directKey(a, b), member_count: people.length }
  await db.insertInto('conversations').values(row).execute()
  await enter(db, people, { conversation_id: id, kind, role: 'member', joined_at: at })
  // Both are locked by now: what they have set, and whom they have blocked, does not change before this is done.
  if (!(await lets(db, b, writers)) || (await areApart(db, a, b))) throw new Outdated('Decided too long ago.')
  if (kind === 'direct' && (await hidesReads(db, [a, b]))) await freezeReads(db, a, b)
}

async function lets(db: Database, id: UserId, writers: Writers): Promise<boolean> {
  const person = db.selectFrom('users').select('id').where('id', '=', id).where('deleted_at', 'is', null)
  return (await person.where('writers', '=', writers).executeTakeFirst()) !== undefined
}

const areApart = async (db: Database, a: UserId, b: UserId): Promise<boolean> =>
  (await isBlocked(db, a, b)) || (await isBlocked(db, b, a))

async function hidesReads(db: Database, ids: readonly UserId[]): Promise<boolean> {
  const query = db.selectFrom('users').select('id').where('id', 'in', ids).where('read_receipts', '=', 0)
  return (await query.executeTakeFirst()) !== undefined
}

export async function createGroup(db: Database, group: NewConversation, ownerId: UserId): Promise<void> {
  const { id, name, topic, visibility, askToJoin, history, createdAt } = group
  const at = toMs(createdAt)
  const given = {
    id,
    name,
    topic,
    visibility,
    ...(history && { history }),
    ask_to_join: flagOf(askToJoin ?? false),
  }
  const row = { ...given, kind: 'group', member_count: 1, created_at: at } as const
  await db.insertInto('conversations').values(row).execute()
  await enter(db, [{ user_id: ownerId }], {
    conversation_id: id,
    kind: 'group',
    role: 'owner',
    joined_at: at,
  })
}

const pair = (user_id: UserId, peer_id: UserId) => ({ user_id, peer_id })

interface Entering {
  readonly conversation_id: ConversationId
  readonly kind: ConversationKind
  readonly role: MemberRole
  readonly joined_at: number
}

async function enter(
  db: Database,
  people: readonly { readonly user_id: UserId; readonly peer_id?: UserId }[],
  entering: Entering,
): Promise<void> {
  await countConversationsUp(
    db,
    people.map((person) => person.user_id),
    entering.kind,
  )
  await insertMembers(
    db,
    people.map((person) => ({ ...entering, read_seq: 0, ...person })),
  )
}
