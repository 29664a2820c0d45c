import t from 'tap'

import { outages } from './support/outages.ts'
import { isLong } from './support/scale.ts'

t.setTimeout(900_000)

const how = 'kill'
const lastMs = isLong ? [1_000, 3_000, 10_000, 20_000] : [2_000]

t.test('MySQL is killed', (t) => outages(t, { name: 'F2 MySQL killed', server: 'mysql', how, lastMs }))

t.test('MongoDB is killed', (t) => outages(t, { name: 'F3 MongoDB killed', server: 'mongo', how, lastMs }))

t.test('Redis is killed', (t) => outages(t, { name: 'F4 Redis killed', server: 'redis', how, lastMs }))
