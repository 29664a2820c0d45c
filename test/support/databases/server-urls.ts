/** The tests of a server are never passed over in silence: without its address they fail. */
export function serverUrl(name: 'MYSQL_URL' | 'MONGODB_URL' | 'REDIS_URL'): URL {
  const text = process.env[name]
  if (!text) throw new Error(`${name} is not set: it says where the server for these tests is.`)
  return new URL(text)
}
