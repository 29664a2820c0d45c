import t from 'tap'

import { outages } from '../support/outages.ts'
import { isLong } from '../support/scale.ts'

t.setTimeout(900_000)

const how = 'pause'
const lastMs = isLong ? [1_000, 15_000, 90_000] : [5_000]

t.test('MySQL stands still', (t) => outages(t, { name: 'F5 MySQL paused', server: 'mysql', how, lastMs }))

t.test('MongoDB stands still', (t) => outages(t, { name: 'F5 MongoDB paused', server: 'mongo', how, lastMs }))

t.test('Redis stands still', (t) => outages(t, { name: 'F5 Redis paused', server: 'redis', how, lastMs }))
