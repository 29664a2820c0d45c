// For mongosh. Whatever is made already stays.
const { readFileSync } = require('node:fs')

const alreadyInitialized = 23
const primaryWaitMs = 60_000

const secret = (name) => readFileSync(`/run/secrets/${name}`, 'utf8').trim()

const initiate = (admin) => {
  const members = [{ _id: 0, host: 'mongodb:27017' }]
  try {
    admin.runCommand({ replSetInitiate: { _id: 'parley', members } })
  } catch (error) {
    if (error.code !== alreadyInitialized) throw error
  }
}

const waitForPrimary = (admin) => {
  const endMs = performance.now() + primaryWaitMs
  while (!admin.runCommand({ hello: 1 }).isWritablePrimary) {
    if (performance.now() > endMs) throw new Error('No member of the replica set became its primary.')
    sleep(200)
  }
}

/** With the password that the secret has now, so that a changed one is taken over. */
const setUser = (database) => {
  const settings = { pwd: secret('mongodb-password'), roles: [{ role: 'readWrite', db: 'parley' }] }
  if (database.getUser('parley')) database.updateUser('parley', settings)
  else database.createUser({ user: 'parley', ...settings })
}

const root = encodeURIComponent(secret('mongodb-root-password'))
const server = new Mongo(`mongodb://root:${root}@mongodb:27017/admin?directConnection=true`)
initiate(server.getDB('admin'))
waitForPrimary(server.getDB('admin'))
setUser(server.getDB('parley'))
