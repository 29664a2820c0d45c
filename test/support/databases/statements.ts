import type { storesOn } from '../../../api/src/adapters/sql/stores.ts'
import {
  after,
  groupRecord,
  linkRecord,
  newConversationId,
  newSessionId,
  newUserId,
  scheduledRecord,
  sessionRecord,
  start,
  userRecord,
} from './records.ts'

type Stores = ReturnType<typeof storesOn>

/** Every question that is asked often or of a table that grows, by what it is about. */
export function questions(stores: Stores): Readonly<Record<string, () => Promise<unknown>>> {
  const { users, sessions, conversations, memberships, blocks, invitations, activity, throttles, tokens } =
    stores
  const { saved, drafts, scheduled, invitationLinks, silences, bans, joinRequests } = stores
  const [user, other, id] = [newUserId(), newUserId(), newConversationId()]
  const position = { name: 'engine', id }
  const acquainted = { viewerId: user, acquaintedOnly: true, after: 'mia', limit: 5 }
  return {
    'user by username': () => users.byUsername('ada'),
    'users by ids': () => users.byIds([user, other]),
    'versions of users': () => users.versions([user, other]),
    'all users': () => users.search({ viewerId: newUserId(), prefix: '', after: 'mia', limit: 5 }),
    'users by prefix': () => users.search({ viewerId: newUserId(), prefix: 'a', after: 'mia', limit: 5 }),
    'users by two words': () =>
      users.search({ viewerId: newUserId(), prefix: 'karl d', after: 'mia', limit: 5 }),
    'all acquaintances': () => users.search({ ...acquainted, prefix: '' }),
    'acquaintances by prefix': () => users.search({ ...acquainted, prefix: 'a' }),
    'removal of a user': () => users.remove(user, start),
    'session by hash': () => sessions.byHash('hash'),
    'end of a session': () => sessions.end('hash', start),
    'sessions of a user': () => sessions.ofUser(user),
    'end of one session': () => sessions.endOne(user, newSessionId(), start),
    'end of all sessions': () => sessions.endAll(user, null, start),
    'sweep of sessions': () => sessions.sweep(start, start, 5),
    'token by hash': () => tokens.byHash('hash'),
    'tokens of a user': () => tokens.ofUser(user),
    'revoking of a token': () => tokens.remove(user, newSessionId()),
    'revoking of all tokens': () => tokens.removeAll(user),
    'sweep of tokens': () => tokens.sweep(start, 5),
    membership: () => memberships.of(id, user),
    'memberships of a user': () => memberships.ofUser(user),
    list: () => memberships.listed(user),
    'one of the list': () => memberships.listedOne(user, id),
    members: () => memberships.members(id, { after: 'mia', limit: 5 }),
    'members by their names': () => memberships.named(id, ['mia', 'noah']),
    removal: () => memberships.remove(id, user),
    reading: () => memberships.advanceRead([{ conversationId: id, userId: user, seq: 5 }]),
    contacts: () => memberships.contactsAmong(user, [other]),
    'what two share in private': () => memberships.sharedInPrivate(user, other),
    blocks: () => blocks.of(user),
    'whom one has blocked': () => blocks.page(user, { after: 'mia', limit: 5 }),
    'end of a block': () => blocks.unblock(user, other),
    'what is saved': () => saved.page(user, { before: 7, limit: 5 }),
    'where it is': () => saved.places(user),
    drafts: () => drafts.page(user, { after: 7, limit: 5 }),
    'end of what is saved': () => saved.remove(user, { conversationId: id, seq: 1 }),
    'what is scheduled': () => scheduled.list(user, null),
    'what is scheduled in a conversation': () => scheduled.list(user, id),
    'what is due': () => scheduled.leaseDue(start, 5, { leaseMs: 1 }),
    'end of what is scheduled': () => scheduled.cancel(scheduledRecord({ userId: user })),
    'invitations of a user': () => invitations.ofUser(user),
    'invitation link by hash': () => invitationLinks.byHash('hash'),
    'invitation links of a group': () =>
      invitationLinks.ofGroup(id, { createdAt: start, id: linkRecord(id, user).id }, 5),
    'revoking of an invitation link': () => invitationLinks.revoke(id, linkRecord(id, user).id, user, start),
    'ends of silences': () => silences.endsOf(id, [user, other]),
    'bans of a group': () => bans.ofGroup(id, { bannedAt: start, userId: user }, 5),
    'bans of some people': () => bans.among(id, [user, other]),
    'whether one has asked': () => joinRequests.isKnown(id, user, start),
    'where one has asked': () => joinRequests.ofUser(user),
    'who asks to join': () => joinRequests.page(id, { askedAt: start, userId: user }, 5),
    'whose requests are open': () => joinRequests.askers(id, 5),
    'who decides about requests': () => joinRequests.deciders(id),
    'whether one was declined': () => joinRequests.isDeclined(id, user),
    'end of an invitation': () => invitations.decline(id, user),
    conversation: () => conversations.byId(id),
    'rules of conversations': () => conversations.rules(),
    'open groups': () => conversations.findListed({ viewerId: user, prefix: '', after: position, limit: 5 }),
    'open groups by prefix': () =>
      conversations.findListed({ viewerId: user, prefix: 'e', after: position, limit: 5 }),
    'open groups by two words': () =>
      conversations.findListed({ viewerId: user, prefix: 'eng ro', after: position, limit: 5 }),
    'activity of a user': () => activity.ofUser(user, 7, 5),
    'known address': () => activity.hasSignedInFrom(user, ['192.0.2.', '2001:db8:0:'], start),
    'sweep of activity': () => activity.sweep(start, 5),
    throttles: () => throttles.get(['a', 'b']),
    failure: () => throttles.fail('a', start, 60_000),
    'taking of a quota': () => throttles.take('b', start, { max: 5, windowMs: 60_000 }, 1),
    'sweep of throttles': () => throttles.sweep(start, 5),
  }
}

/** Changes to a group from its beginning to its end, each after the one before. */
export async function changes(stores: Stores): Promise<(() => Promise<unknown>)[]> {
  const [ada, bob] = [userRecord('ada'), userRecord('bob')]
  for (const user of [ada, bob]) await stores.users.create(user)
  const [group, session] = [groupRecord('Engine'), sessionRecord(ada.id)]
  const link = linkRecord(group.id, ada.id, { usesMax: 2 })
  const silence = { conversationId: group.id, userId: bob.id, actorId: ada.id }
  const ban = { conversationId: group.id, userId: bob.id, bannedBy: ada.id, reason: '', bannedAt: start }
  const asking = { userId: ada.id, sentence: '', at: start, declinedSince: start }
  const deciding = { userId: ada.id, byId: bob.id, at: start }
  return [
    () => stores.sessions.put(session),
    () => stores.sessions.endOne(ada.id, session.sessionId, start),
    () => stores.conversations.createGroup(group, ada.id),
    () => stores.conversations.openDirect(ada.id, bob.id, newConversationId(), start),
    () => stores.blocks.block(ada.id, bob.id, start),
    () => stores.blocks.unblock(ada.id, bob.id),
    () => stores.invitations.invite(group.id, ada.id, [bob.id], start),
    () => stores.invitations.ofUser(bob.id),
    () => stores.invitations.accept(group.id, bob.id, 0, start),
    () => stores.memberships.remove(group.id, bob.id),
    () => stores.invitationLinks.create(link),
    () => stores.invitationLinks.accept(link, bob.id, 0, start),
    () => stores.invitationLinks.register(link, userRecord('cyd'), 0),
    () => stores.invitationLinks.revoke(group.id, link.id, ada.id, start),
    () => stores.bans.ban(ban),
    () => stores.bans.lift(group.id, bob.id, ada.id),
    () => stores.memberships.add(group.id, [bob.id], 0, start),
    () => stores.silences.silence({ ...silence, until: after(60_000), at: start }),
    () => stores.silences.lift(silence),
    () => stores.memberships.handOver(group.id, ada.id, bob.id),
    () => stores.memberships.remove(group.id, ada.id),
    () => stores.conversations.updateGroup(group.id, { name: 'Loom' }),
    () => stores.conversations.setVisibility(group.id, 'closed', 1),
    () => stores.conversations.updateGroup(group.id, { askToJoin: true }),
    () => stores.joinRequests.ask(group.id, asking),
    () => stores.joinRequests.decline(group.id, deciding),
    () => stores.joinRequests.ask(group.id, asking),
    () => stores.joinRequests.approve(group.id, { ...deciding, readSeq: 0 }),
    () => stores.memberships.remove(group.id, ada.id),
    () => stores.joinRequests.withdraw(group.id, ada.id),
    () => stores.conversations.closeGroup(group.id, start),
    () => stores.users.update(ada.id, { displayName: 'Ada Byron' }),
    () => stores.users.remove(ada.id, start),
  ]
}
