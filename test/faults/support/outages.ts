import { setTimeout as wait } from 'node:timers/promises'

import type { Test } from 'tap'

import type { Random } from '../../../scripts/delivery/random.ts'
import { control, type DatabaseServer } from '../../support/databases/database-control.ts'
import { faultRun } from './fault-run.ts'
import { Field } from './field.ts'
import { Probe, type Answer } from './probe.ts'

export interface Outages {
  /** Its number in the matrix, and what it is. */
  readonly name: string
  readonly server: DatabaseServer
  readonly how: 'kill' | 'pause'
  /** How long each lasts. */
  readonly lastMs: readonly number[]
}

/** Needs nothing but the machine. */
const idle = '/healthz'

/**
 * Without Redis an instance learns from MySQL who was removed at another one: at most 2.5 s until it notices
 * that it hears nothing, and from one look to the next half a second, or three where looking takes long.
 */
export const withoutRedisMs = 7_000

const ends = { kill: 'start', pause: 'resume' } as const

/** Who asks while it is away is promised an answer within two seconds, beside what a busy machine takes for anything. */
const refusalMs = 2_500
/** In which all is served again once the instances are ready. */
const servedMs = 10_000
/** A question that the beginning or the end of an outage catches in its middle may wait for several things in turn. */
const answerMs = 7_000

/** Takes a server away again and again while people talk, and sees what each instance says meanwhile. */
export async function outages(t: Test, plan: Outages): Promise<void> {
  const field = await Field.open(t)
  t.teardown(() => control(ends[plan.how], plan.server)) // before the field is cleared, which needs the server
  const pids = field.instances.map(({ pid }) => pid)
  const probe = await Probe.start(field.urls, [idle, '/readyz', '/api/v1/conversations'])
  await faultRun(t, field, {
    name: plan.name,
    harm: async (random, clients) => {
      const withinMs = plan.server === 'redis' ? withoutRedisMs : undefined
      const removal = wait(random.between(0, 8_000)).then(() => clients.removeGuest(withinMs))
      removal.catch(() => undefined) // told below, when nothing is taken away any more
      await takeAway(plan, field, probe, random)
      await removal
    },
  })

  t.same(
    field.instances.map(({ pid }) => pid),
    pids,
    'no instance ended',
  )
  t.ok(probe.count('down') > 4 * plan.lastMs.length)
  const machineMs = probe.slowestMs(idle)
  t.comment(
    `the slowest answer took ${probe.slowestMs()} ms, of which the machine may have taken ${machineMs}`,
  )
  // Redis carries hints only: each instance goes on without it.
  const isExpected = (answer: Answer): boolean =>
    plan.server === 'redis' || answer.path === idle ? isFine(answer) : isRefused(answer)
  const isInTime = ({ tookMs }: Answer): boolean => tookMs < refusalMs + machineMs
  const isAsPromised = (answer: Answer): boolean => isExpected(answer) && isInTime(answer)
  t.same(probe.exceptions('down', isAsPromised), [], 'while it is away, it is as promised')
  t.same(probe.exceptions('up', isFine), [], 'while it is there, nothing fails')
  t.same(probe.slowerThan(answerMs + machineMs), [], 'nobody waits for ever')
}

async function takeAway(plan: Outages, field: Field, probe: Probe, random: Random): Promise<void> {
  const asking = probe.run()
  try {
    for (const lastMs of plan.lastMs) {
      await wait(random.between(1_500, 3_000))
      probe.enter('changing')
      await control(plan.how, plan.server)
      probe.enter('down')
      await wait(lastMs)
      probe.enter('changing')
      await control(ends[plan.how], plan.server)
      await field.untilReady()
      await probe.untilAnswered(isFine, servedMs) // what had piled up at the server is done too
      probe.enter('up')
    }
    await wait(1_500)
  } finally {
    probe.stop()
  }
  await asking
}

const isFine = ({ status }: Answer): boolean => status === 200

const isRefused = ({ path, status, retryAfter }: Answer): boolean =>
  status === 503 && (path === '/readyz' || Number(retryAfter) > 0)
