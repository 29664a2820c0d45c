import { randomUUID } from 'node:crypto'

import type { UserId } from '@parley/shared'
import type { Test } from 'tap'

import type { PresenceRegistry } from '../../api/src/domain/presence/presence-registry.ts'

export type OpenRegistry = (t: Test) => Promise<PresenceRegistry>

const newUserId = () => randomUUID() as UserId

/** What every registry promises to its own instance. */
export function presenceRegistryContract(t: Test, title: string, open: OpenRegistry): void {
  t.test(`${title}: who has entered is online until they leave`, async (t) => {
    const registry = await open(t)
    const [ann, bob] = [newUserId(), newUserId()]
    await registry.enter(ann)
    t.same([...(await registry.onlineAmong([ann, bob]))], [ann])
    t.equal(await registry.leave(ann), true, 'and is connected nowhere else then')
    t.same([...(await registry.onlineAmong([ann, bob]))], [])
  })

  t.test(`${title}: entering twice is entering once`, async (t) => {
    const registry = await open(t)
    const ann = newUserId()
    await registry.enter(ann)
    await registry.enter(ann)
    await registry.leave(ann)
    t.same([...(await registry.onlineAmong([ann]))], [])
  })

  t.test(`${title}: when an instance ends, all of its people leave`, async (t) => {
    const registry = await open(t)
    const people = Array.from({ length: 1_200 }, newUserId)
    await Promise.all(people.map((userId) => registry.enter(userId)))
    t.equal((await registry.onlineAmong(people)).size, people.length)
    t.same((await registry.leaveAll()).sort(), people.sort())
    t.equal((await registry.onlineAmong(people)).size, 0)
  })

  t.test(`${title}: of nobody, nobody is online`, async (t) => {
    const registry = await open(t)
    t.equal((await registry.onlineAmong([])).size, 0)
    t.same(await registry.leaveAll(), [])
  })
}
