import type { MemberRole } from './schemas/conversation.ts'

/** From the one who has most to say in a group to those who have least. */
export const memberRoles = ['owner', 'moderator', 'member'] as const satisfies readonly MemberRole[]

const owner = ['owner'] as const
const both = ['owner', 'moderator'] as const

/**
 * Who may do what in a group. Whatever is not here, every member may: read, write, react, save, leave.
 * The server asks this table, clients show by it what there is to do, and the documentation prints it.
 */
export const rights = {
  /** Its name, topic, description and picture. */
  edit: both,
  /** Who finds and joins it, what newcomers read, who writes in it, how long messages stay. */
  configure: owner,
  add: both,
  /** By link: makes, sees and revokes them all. */
  invite: both,
  /** Decides about who asks to join. */
  approve: both,
  remove: both,
  ban: both,
  silence: both,
  deleteOthersMessages: both,
  pin: both,
  mentionAll: both,
  /** Write where there are announcements only. */
  announce: both,
  changeRoles: owner,
  handOver: owner,
  close: owner,
} as const satisfies Record<string, readonly MemberRole[]>

export type Right = keyof typeof rights

/** Of members of a group: in conversations of two, roles say nothing. */
export const may = (role: MemberRole, right: Right): boolean => rights[right].some((one) => one === role)

/** The owner acts on everybody, a moderator on members. On who is no member, and on oneself, see the callers. */
export const mayActOn = (actor: MemberRole, right: Right, target: MemberRole): boolean =>
  may(actor, right) && target !== 'owner' && (actor === 'owner' || target === 'member')

export const rightNames = Object.keys(rights) as Right[] // Object.keys forgets the keys of a const object

/** Of a group with announcements only, where the others read, react and take back. */
export const isShutOut = (announcements: boolean | undefined, role: MemberRole): boolean =>
  announcements === true && !may(role, 'announce')
