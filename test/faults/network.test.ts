import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'

import t, { type Test } from 'tap'

import { ApiSession } from '../../scripts/delivery/api-session.ts'
import type { Clients } from '../../scripts/delivery/clients.ts'
import type { Random } from '../../scripts/delivery/random.ts'
import type { ServerProcess } from '../support/processes/server-process.ts'
import { TcpProxy, type Line } from '../support/network/tcp-proxy.ts'
import { Balancer } from './support/balancer.ts'
import { faultRun } from './support/fault-run.ts'
import { Field, newPlaces, type Places } from './support/field.ts'
import { portsConnectedTo } from './support/process-figures.ts'
import { isLong } from './support/scale.ts'

/** A server has to find a dead peer within 45 seconds, and gives it five to say goodbye; the rest is a busy machine's. */
const foundMs = 56_000
/** Connections to Redis that are still slow are given up after five seconds, and then it is told what could not be. */
const toldMs = 10_000
const phaseMs = isLong ? 30_000 : 3_000
const vanishing = 5

type Teardown = Pick<Test, 'teardown'>

t.setTimeout(900_000)

/** Between the instances and each of their servers. */
async function proxied(t: Teardown, places: Places) {
  const proxies: TcpProxy[] = []
  const through = async (address: string): Promise<string> => {
    const url = new URL(address)
    const proxy = await TcpProxy.open(t, () => Number(url.port))
    proxies.push(proxy)
    return proxy.before(url).href
  }
  return {
    proxies,
    places: {
      MYSQL_URL: await through(places.MYSQL_URL),
      MONGODB_URL: await through(places.MONGODB_URL),
      REDIS_URL: await through(places.REDIS_URL),
    },
  }
}

/** Something happens to one connection after the other, of all that there are. */
async function strike(
  proxies: readonly TcpProxy[],
  random: Random,
  how: (line: Line) => void,
): Promise<void> {
  const endMs = performance.now() + phaseMs
  while (performance.now() < endMs) {
    const { lines } = random.oneOf(proxies)
    if (lines.length > 0) how(random.oneOf(lines))
    await wait(random.between(0, 400))
  }
}

/** Connects clients that vanish without a word then. The answer resolves when the instance has let go of all of them. */
async function vanish(
  t: Teardown,
  session: ApiSession,
  instance: ServerProcess,
): Promise<{ letGo: Promise<number> }> {
  const port = Number(new URL(instance.url).port)
  const proxy = await TcpProxy.open(t, () => port)
  const here = session.over(`http://127.0.0.1:${proxy.port}`)
  const sockets = Array.from({ length: vanishing }, () => here.socket())
  await Promise.all(sockets.map((socket) => once(socket, 'message')))
  const ports = proxy.lines.flatMap((line) => line.port ?? [])
  for (const line of proxy.lines) line.halt()
  const letGo = async (): Promise<number> => {
    const startMs = performance.now()
    let connected = new Set(ports)
    while (ports.some((one) => connected.has(one))) {
      await wait(200)
      connected = await portsConnectedTo(port)
    }
    for (const socket of sockets) socket.terminate()
    return performance.now() - startMs
  }
  return { letGo: letGo() }
}

t.test('the network is slow, breaks, and loses connections without a word', async (t) => {
  const { proxies: serverLines, places } = await proxied(t, await newPlaces(t))
  const field = await Field.open(t, { places })
  const { proxy: clientLines, url } = await Balancer.before(t, field.instances)
  const all = [clientLines, ...serverLines]

  const harm = async (random: Random, clients: Clients): Promise<void> => {
    const session = new ApiSession(url)
    await session.register('vanishing')
    const { letGo } = await vanish(t, session, random.oneOf(field.instances))
    await strike(all, random, (line) => line.halt())
    await strike(all, random, (line) => line.reset())
    clientLines.weather.delayMs = () => random.between(20, 300)
    for (const { weather } of serverLines) weather.delayMs = () => random.between(5, 60)
    await wait(phaseMs)
    for (const { weather } of all) delete weather.delayMs
    for (const { weather } of all) weather.bytesPerSecond = 1_000
    await wait(phaseMs)
    for (const { weather } of all) delete weather.bytesPerSecond
    await field.untilReady()
    await clients.removeGuest(toldMs)
    const tookMs = await letGo
    t.ok(tookMs < foundMs, `who vanished was let go of after ${Math.round(tookMs)} ms`)
  }
  await faultRun(t, field, { name: 'F7 network', urls: [url], harm })
})
