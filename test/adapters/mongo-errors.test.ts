import { MongoNetworkError, MongoServerError } from 'mongodb'
import t from 'tap'

import { asStoreError } from '../../api/src/adapters/mongo/connection/errors.ts'
import { isOutage } from '../../api/src/stores/errors.ts'

t.test('A connection that breaks is an outage, whether the driver says so or the socket', (t) => {
  const ofSocket = Object.assign(new Error('write ECONNRESET'), {
    code: 'ECONNRESET',
    errno: -104,
    syscall: 'write',
  })
  for (const error of [ofSocket, new MongoNetworkError('connection closed')])
    t.ok(isOutage(asStoreError(error)))
  t.end()
})

t.test('A mistake of ours is none', (t) => {
  const badValue = new MongoServerError({ message: 'bad value', code: 2 })
  for (const error of [badValue, new TypeError('not a function')]) t.notOk(isOutage(asStoreError(error)))
  t.end()
})
