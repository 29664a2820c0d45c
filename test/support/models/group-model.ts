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
  'leave',
  'join',
] as const
export type GroupStep = (typeof groupSteps)[number]
export type Outcome = 'done' | ErrorCode

/** One open group, and what it has to answer to whom. People are known by their number. */
export class GroupModel {
  readonly #owner: number
  readonly #members: Set<number>
  #isOpen = true
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
        return actor === this.#owner ? this.#takeOfOwner(step, target) : 'not_owner'
    }
  }

  #change(step: 'edit' | 'remove', actor: number): Outcome {
    if (!this.#last) return 'message_not_found'
    const isOfOwner = step === 'remove' && actor === this.#owner
    if (this.#last.author !== actor && !isOfOwner) return 'not_author'
    if (step === 'edit') return this.#last.isDeleted ? 'message_deleted' : 'done'
    this.#last.isDeleted = true
    return 'done'
  }

  #takeOfOwner(step: 'rename' | 'add' | 'expel', target: number): Outcome {
    if (step === 'rename') return 'done'
    if (step === 'add') return this.#enter(target)
    if (target === this.#owner) return 'owner_must_hand_over'
    return this.#members.has(target) ? this.#exit(target) : 'member_not_found'
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
    return 'done'
  }
}
