import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

import type { Test } from 'tap'

import { freePort } from '../network/free-port.ts'
import { RedisServer } from './server.ts'
import { temporaryFolder } from '../databases/stores.ts'

const slots = 16_384
const nodesWanted = 3

type Teardown = Pick<Test, 'teardown'>

export interface ClusterNode {
  readonly redis: RedisServer
  readonly id: string
  /** For the nodes among themselves. */
  readonly busPort: number
}

/** A Redis Cluster of three masters without replicas, each with a third of the slots. */
export class RedisCluster {
  readonly nodes: readonly ClusterNode[]
  readonly url: URL

  private constructor(nodes: readonly ClusterNode[], url: URL) {
    this.nodes = nodes
    this.url = url
  }

  static async start(t: Teardown): Promise<RedisCluster> {
    const nodes: ClusterNode[] = []
    while (nodes.length < nodesWanted) nodes.push(await startNode(t))
    const [first] = nodes
    if (!first) throw new Error('A cluster needs a node.')
    for (const [at, { redis }] of nodes.entries()) {
      await asked(redis, 'CLUSTER', 'SET-CONFIG-EPOCH', String(at + 1))
      const [from, end] = [at, at + 1].map((place) => Math.floor((slots * place) / nodesWanted))
      await asked(redis, 'CLUSTER', 'ADDSLOTSRANGE', String(from), String(Number(end) - 1))
    }
    for (const { redis, busPort } of nodes) {
      if (redis !== first.redis) {
        await asked(first.redis, 'CLUSTER', 'MEET', '127.0.0.1', redis.url.port, String(busPort))
      }
    }
    const cluster = new RedisCluster(nodes, new URL('?cluster=true', first.redis.url))
    await cluster.agreed()
    return cluster
  }

  /** The node that has subscribers of a channel with that in its name, and the channel. */
  async channelWith(text: string): Promise<{ node: ClusterNode; channel: string }> {
    for (const node of this.nodes) {
      const answer = await asked(node.redis, 'PUBSUB', 'SHARDCHANNELS', `*${text}*`)
      const channel = answer.split('\r\n').find((line) => line.includes(text))
      if (channel) return { node, channel }
    }
    throw new Error(`No node has a channel with ${text}.`)
  }

  /** As an operator would who spreads the load anew. */
  async moveSlotOf(channel: string, from: ClusterNode, to: ClusterNode): Promise<void> {
    const slot = (await asked(from.redis, 'CLUSTER', 'KEYSLOT', channel)).slice(1).trim()
    await asked(to.redis, 'CLUSTER', 'SETSLOT', slot, 'IMPORTING', from.id)
    await asked(from.redis, 'CLUSTER', 'SETSLOT', slot, 'MIGRATING', to.id)
    for (const { redis } of [to, from]) await asked(redis, 'CLUSTER', 'SETSLOT', slot, 'NODE', to.id)
  }

  /** Resolves when every node knows all others, and that all slots are served. */
  async agreed(): Promise<void> {
    for (const { redis } of this.nodes) {
      for (let facts = ''; !isWhole(facts);) {
        await wait(50)
        facts = await asked(redis, 'CLUSTER', 'INFO')
      }
    }
  }
}

const isWhole = (facts: string): boolean =>
  facts.includes('cluster_state:ok') &&
  facts.includes(`cluster_known_nodes:${nodesWanted}`) &&
  facts.includes(`cluster_slots_ok:${slots}`)

async function startNode(t: Teardown): Promise<ClusterNode> {
  const [file, busPort] = [join(await temporaryFolder(t), 'nodes.conf'), await freePort()]
  const options = {
    'cluster-enabled': 'yes',
    'cluster-config-file': file,
    'cluster-port': String(busPort),
    'cluster-announce-ip': '127.0.0.1',
    'cluster-node-timeout': '2000',
    // As where a third of the people should not pay for the loss of another third.
    'cluster-require-full-coverage': 'no',
  }
  const redis = await RedisServer.start(
    t,
    ...Object.entries(options).flatMap(([name, to]) => [`--${name}`, to]),
  )
  const id = (await asked(redis, 'CLUSTER', 'MYID')).split('\r\n')[1] ?? ''
  return { redis, id, busPort }
}

/** @throws Error when it is refused */
async function asked(redis: RedisServer, ...words: string[]): Promise<string> {
  const answer = await redis.command(...words)
  if (answer.startsWith('-')) throw new Error(`${words.join(' ')}: ${answer}`)
  return answer
}
