import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'

import t, { type Test } from 'tap'

import { ApiSession } from '../../../scripts/delivery/api-session.ts'
import { TcpProxy } from '../../support/network/tcp-proxy.ts'
import { Balancer, noticedMs } from '../support/balancer.ts'
import { Field, newPlaces } from '../support/field.ts'

t.setTimeout(120_000)

/** A line to a server, which may be taken away without harm to anyone else's. */
async function lineTo(t: Pick<Test, 'teardown'>, address: string) {
  const url = new URL(address)
  let isThere = true
  const proxy = await TcpProxy.open(t, () => (isThere ? Number(url.port) : null))
  const goAway = (): void => {
    isThere = false
    proxy.cut()
  }
  return { url: proxy.before(url).href, goAway }
}

t.test('Behind a proxy people get the answers of the instances also while every store is away', async (t) => {
  const places = await newPlaces(t)
  const [mysql, mongo] = [await lineTo(t, places.MYSQL_URL), await lineTo(t, places.MONGODB_URL)]
  const field = await Field.open(t, { places: { ...places, MYSQL_URL: mysql.url, MONGODB_URL: mongo.url } })
  const { url } = await Balancer.before(t, field.instances)
  const ann = new ApiSession(url)
  await ann.register('ann')
  await ann.group('Tea', [])
  const socket = ann.socket()
  socket.on('message', () => socket.send('{"type":"pong"}')) // or it would be taken for dead
  await once(socket, 'message')
  const anew = (): ApiSession => ann.over(url) // whose connection the balancer has not led anywhere yet
  const docs = async (): Promise<number> => (await fetch(`${url}/docs`)).status
  const refusal = { status: 503, code: 'unavailable', retryAfterMs: 2_000 }

  mongo.goAway()
  await wait(noticedMs)
  t.equal(await docs(), 200)
  await t.resolves(new ApiSession(url).signIn('ann', ann.password), 'one signs in')
  await t.rejects(anew().call('GET', '/conversations'), refusal, 'and what needs the messages is refused')

  mysql.goAway()
  await wait(noticedMs)
  t.equal(await docs(), 200)
  await t.rejects(anew().call('GET', '/me'), refusal)
  t.equal(socket.readyState, socket.OPEN, 'who was connected still is')
  socket.terminate()
  const mistakes = field.instances.flatMap(({ output }) =>
    output.split('\n').filter((line) => line.includes('"code":"internal"')),
  )
  t.same(mistakes, [], 'an error that nobody foresaw would be told in full')
})
