import { MongoServerError, type Db, type Document } from 'mongodb'

/** What a server tells of how it carried a query out. */
export interface Plan {
  readonly stages: readonly string[]
  readonly docsExamined: number
}

const commandNotFound = 59
/** What is of the connection, not of the query. */
const ofTheConnection = [
  'lsid',
  '$db',
  '$clusterTime',
  '$readPreference',
  'readConcern',
  'maxTimeMS',
  'txnNumber',
]

export const isQuery = (command: Document): boolean => 'find' in command || 'aggregate' in command

/** Null where the server explains nothing, as some that are compatible with MongoDB do. Any other refusal is thrown. */
export async function planOf(db: Db, command: Document): Promise<Plan | null> {
  const query = Object.fromEntries(Object.entries(command).filter(([key]) => !ofTheConnection.includes(key)))
  try {
    const explained = await db.command({ explain: query, verbosity: 'executionStats' })
    const [docsExamined] = all(explained, 'totalDocsExamined').filter((value) => typeof value === 'number')
    const stages = all(explained, 'stage').filter((value) => typeof value === 'string')
    return { stages, docsExamined: docsExamined ?? Infinity }
  } catch (error) {
    if (error instanceof MongoServerError && error.code === commandNotFound) return null
    throw error
  }
}

/**
 * How many documents the query may look at by what its index can skip: a bound that holds on any server which
 * obeys the hint, told by the query alone. Without a condition that the index serves, that is all there are.
 */
export async function boundOf(db: Db, query: Document): Promise<number> {
  const collection = db.collection(String(query['find'] ?? query['aggregate']))
  const indexes = await collection.indexes()
  const fields = Object.keys(indexes.find(({ name }) => name === query['hint'])?.key ?? {})
  const [match, then] = query['pipeline'] ?? [{ $match: query['filter'] }, { $limit: query['limit'] }]
  const alternatives: Document[] = match.$match.$or ?? [match.$match]
  const served = alternatives.map((filter) => servedPart(filter, fields))
  const inRange = await collection.countDocuments({ $or: served })
  const isAllServed = alternatives.every((filter, at) => isSame(filter, served[at]))
  const stopsAtLimit = isAllServed && alternatives.every((one) => isInOrder(one, fields, query['sort'] ?? {}))
  return stopsAtLimit && then?.$limit ? Math.min(inRange, then.$limit) : inRange
}

/** The conditions on the first fields of the index, as far as each before the last is on single values. */
function servedPart(filter: Document, fields: readonly string[]): Document {
  const end = fields.findIndex((field) => !isOnValues(filter[field]))
  const prefix = fields.slice(0, end < 0 ? fields.length : end + 1)
  return Object.fromEntries(prefix.flatMap((field) => (field in filter ? [[field, filter[field]]] : [])))
}

const isOnValues = (condition: unknown): boolean =>
  typeof condition === 'object' && condition !== null ? '$in' in condition : condition !== undefined

/** Whether the index has them in the order that is asked for. */
function isInOrder(filter: Document, fields: readonly string[], sort: Document): boolean {
  const [first] = Object.keys(sort)
  if (first === undefined) return true
  const place = fields.indexOf(first)
  return place >= 0 && fields.slice(0, place).every((field) => isOnValues(filter[field]))
}

const isSame = (one: Document, other: Document | undefined): boolean =>
  Object.keys(one).length === Object.keys(other ?? {}).length

/** Every value of that key, however deep. */
function all(value: unknown, key: string): unknown[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => [
    ...(name === key ? [inner] : []),
    ...all(inner, key),
  ])
}
