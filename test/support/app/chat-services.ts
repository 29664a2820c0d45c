import { createHash, randomUUID } from 'node:crypto'

import { limits } from '@parley/shared'

import type { AccountLimits } from '../../../api/src/config/account-limits.ts'
import { usualFileLimits } from '../../../api/src/config/file-limits.ts'
import { AccountRates } from '../../../api/src/domain/account-rates.ts'
import { DomainError } from '../../../api/src/domain/errors.ts'
import { ActionRates } from '../../../api/src/domain/action-rates.ts'
import { FanOut } from '../../../api/src/domain/conversations/fan-out.ts'
import { buildConversations } from '../../../api/src/domain/build-conversations.ts'
import { openStores } from '../../../api/src/open-stores.ts'
import { Chat } from './chat.ts'
import { TestClock } from './clock.ts'
import { silentLog } from './log.ts'
import { pretendingIn } from '../pretending.ts'
import { roomyLimits } from '../roomy-limits.ts'
import { RecordingBus } from './recording-bus.ts'
import { newPlaces, type Teardown } from '../databases/stores.ts'

export type ChatServices = ReturnType<typeof buildConversations>

/** The conversation services over stores of their own, on a clock that a test moves. */
export async function openChat(t: Teardown, accountLimits: AccountLimits = roomyLimits): Promise<Chat> {
  const places = await newPlaces(t)
  const stores = await openStores(places)
  const clock = new TestClock()
  const bus = new RecordingBus()
  const rates = new AccountRates(clock, null)
  rates.start()
  const fanOut = new FanOut(rates, limits.framesPerTenSecondsMax)
  const actionRates = new ActionRates(rates, accountLimits)
  const files = { inspector: noInspector, fileLimits: usualFileLimits, rates, log: silentLog }
  const around = { stores, bus, clock, ids, metrics: noMetrics }
  const services = buildConversations({ ...around, ...files, fanOut, actionRates, accountLimits })
  await services.rules.start()
  t.teardown(async () => {
    await services.drain()
    rates.stop()
    await stores.messages.close()
    await stores.fileBytes.close()
    await stores.close()
  })
  return new Chat({ ...services, ...pretendingIn(places), dataDir: places.dataDir, stores, clock, bus })
}

const ids = { uuid: (): string => randomUUID() }

/** A file is what it is sent as. */
const noInspector = {
  sha256: () => createHash('sha256'),
  typeOf: () => Promise.resolve(null),
  picture: () => Promise.resolve(null),
  squares: () => Promise.reject(new DomainError('picture_invalid')),
}

const noMetrics = {
  writeStarted: () => () => undefined,
  messagesStored: () => undefined,
  socketOpened: () => undefined,
  socketClosed: () => undefined,
  delivered: () => undefined,
}
