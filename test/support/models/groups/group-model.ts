import type { ErrorCode } from '@parley/shared'

export const groupSteps = [
  'send',
  'edit',
  'remove',
  'read',
  'mute',
  'rename',
  'add',
  'expel',
  'promote',
  'demote',
  'announce',
  'let all write',
  'leave',
  'join',
] as const
export type GroupStep = (typeof groupSteps)[number]
export type Outcome = 'done' | ErrorCode

/** One open group, and what it has to answer to whom. People are known by their number. */
export class GroupModel {
  readonly #owner: number
  readonly #members: Set<number>
  readonly #moderators = new Set<number>()
  #isOpen = true
  #isForAnnouncements = false
  /** The last that somebody wrote. */
  #last: { author: number; isDeleted: boolean } | null = null

  constructor(owner: number) {
    this.#owner = owner
    this.#members = new Set([owner])
  }

  /** What must become of this step. Where it is to be done, the model has done it. */
  take(step: GroupStep, actor: number, target: number): Outcome {
    if (step === 'join') return this.#isOpen ? this.#enter(actor) : 'conversation_not_found'
    if (!this.#members.has(actor)) return 'conversation_not_found'
    switch (step) {
      case 'read':
      case 'mute':
        return 'done'
      case 'send':
        if (this.#isShutOut(actor)) return 'announcements_only'
        this.#last = { author: actor, isDeleted: false }
        return 'done'
      case 'edit':
      case 'remove':
        return this.#change(step, actor)
      case 'leave':
        return actor === this.#owner ? this.#leaveAsOwner() : this.#exit(actor)
      case 'rename':
      case 'add':
      case 'expel':
        return this.#looksAfter(actor) ? this.#takeOfModerator(step, actor, target) : 'not_moderator'
      case 'announce':
      case 'let all write':
        return this.#announce(actor, step === 'announce')
      case 'promote':
      case 'demote':
        return actor === this.#owner ? this.#setRole(step, target) : 'not_owner'
    }
  }

  #change(step: 'edit' | 'remove', actor: number): Outcome {
    if (step === 'edit' && this.#isShutOut(actor)) return 'announcements_only'
    if (!this.#last) return 'message_not_found'
    const isOfModerator = step === 'remove' && this.#looksAfter(actor)
    if (this.#last.author !== actor && !isOfModerator) return 'not_author'
    if (step === 'edit') return this.#last.isDeleted ? 'message_deleted' : 'done'
    this.#last.isDeleted = true
    return 'done'
  }

  #looksAfter(person: number): boolean {
    return person === this.#owner || this.#moderators.has(person)
  }

  #isShutOut(person: number): boolean {
    return this.#isForAnnouncements && !this.#looksAfter(person)
  }

  #announce(actor: number, isOn: boolean): Outcome {
    if (!this.#looksAfter(actor)) return 'not_moderator'
    if (actor !== this.#owner && isOn !== this.#isForAnnouncements) return 'not_owner'
    this.#isForAnnouncements = isOn
    return 'done'
  }

  #takeOfModerator(step: 'rename' | 'add' | 'expel', actor: number, target: number): Outcome {
    if (step === 'rename') return 'done'
    if (step === 'add') return this.#enter(target)
    if (target === this.#owner) return actor === this.#owner ? 'owner_must_hand_over' : 'not_owner'
    if (this.#moderators.has(target) && actor !== this.#owner) return 'not_owner'
    return this.#members.has(target) ? this.#exit(target) : 'member_not_found'
  }

  #setRole(step: 'promote' | 'demote', target: number): Outcome {
    if (target === this.#owner) return 'owner_must_hand_over'
    if (!this.#members.has(target)) return 'member_not_found'
    if (step === 'promote') this.#moderators.add(target)
    else this.#moderators.delete(target)
    return 'done'
  }

  /** Whoever is alone in it closes it. */
  #leaveAsOwner(): Outcome {
    if (this.#members.size > 1) return 'owner_must_hand_over'
    this.#isOpen = false
    return this.#exit(this.#owner)
  }

  #enter(person: number): Outcome {
    this.#members.add(person)
    return 'done'
  }

  #exit(person: number): Outcome {
    this.#members.delete(person)
    this.#moderators.delete(person)
    return 'done'
  }
}
