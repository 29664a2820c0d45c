import type { MembershipStore } from '../../api/src/stores/membership-store.ts'
import type { Teardown } from './databases/stores.ts'

/** Two who ask for a membership are answered together: or the second could be told at once that it is one. */
export function askedTogether(t: Teardown, memberships: MembershipStore): void {
  const { of } = memberships
  t.teardown(() => (memberships.of = of))
  const both = Promise.withResolvers<void>()
  let asked = 0
  memberships.of = async (...ids) => {
    const found = await of.apply(memberships, ids)
    if (++asked === 2) both.resolve()
    await both.promise
    return found
  }
}
