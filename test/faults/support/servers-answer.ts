import { setTimeout as wait } from 'node:timers/promises'

import { Redis } from 'ioredis'
import { MongoClient } from 'mongodb'
import mysql from 'mysql2/promise'

import type { Places } from './field.ts'

/** A server that was killed repairs its files first, and on a slow disk that takes its time. */
const repairMs = 60_000
const answerMs = 1_000

const clientOptions = {
  serverSelectionTimeoutMS: answerMs,
  connectTimeoutMS: answerMs,
  socketTimeoutMS: answerMs,
  maxPoolSize: 1,
}

/**
 * Waits until each server does its work again for who comes anew, writes included. What an instance
 * takes to find it again is counted from there: how long a server repairs itself is not the instance's doing.
 * @throws when one does not come back
 */
export async function untilServersAnswer(places: Places): Promise<void> {
  const endMs = performance.now() + repairMs
  const until = async (what: string, ask: () => Promise<unknown>): Promise<void> => {
    for (;;) {
      try {
        await ask()
        return
      } catch (error) {
        if (performance.now() > endMs) throw new Error(`${what} does not answer.`, { cause: error })
        await wait(100)
      }
    }
  }
  await Promise.all([
    until('MySQL', () => askMysqlAt(places.MYSQL_URL)),
    until('MongoDB', () => askMongoAt(places.MONGODB_URL)),
    until('Redis', () => askRedisAt(places.REDIS_URL)),
  ])
}

async function askMysqlAt(uri: string): Promise<void> {
  const connection = await mysql.createConnection({ uri, connectTimeout: answerMs })
  try {
    await connection.query({ sql: 'create table if not exists test_answers (id int)', timeout: answerMs })
    await connection.query({ sql: 'insert into test_answers values (1)', timeout: answerMs })
  } finally {
    connection.destroy()
  }
}

async function askMongoAt(url: string): Promise<void> {
  const client = new MongoClient(url, clientOptions)
  try {
    await client
      .db()
      .collection('test_answers')
      .updateOne({ is: 'there' }, { $inc: { times: 1 } }, { upsert: true })
  } finally {
    await client.close()
  }
}

async function askRedisAt(url: string): Promise<void> {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: answerMs,
    commandTimeout: answerMs,
    retryStrategy: null,
    maxRetriesPerRequest: 0,
  })
  redis.on('error', () => {}) // told by the question too
  try {
    await redis.ping()
  } finally {
    redis.disconnect()
  }
}
