import type { Access } from '../plugins/access.ts'

/** Where an instance listens that nobody has set up. The page of an instance names its own address instead. */
export const localOrigin = 'http://localhost:3000'

export const servers = [{ url: localOrigin, description: 'An instance on your own machine.' }]

/** In reading order: what one needs first, and last what one cannot undo. */
export const tags = [
  { name: 'Session', description: 'Registering, signing in and out.' },
  { name: 'Instance', description: 'What a stranger is told of it.' },
  { name: 'Me', description: 'One’s own profile, sessions and activity.' },
  {
    name: 'Access tokens',
    description: 'By which programs act in one’s name, as far as their scope allows.',
  },
  { name: 'People', description: 'Finding people and reading their profiles.' },
  { name: 'Conversations', description: 'Direct conversations, groups, and the list of one’s own.' },
  { name: 'Members', description: 'Who is in a group, and one’s own place in it.' },
  { name: 'Silences', description: 'Who is to write nothing in a group for a time.' },
  { name: 'Bans', description: 'Who is shut out of a group.' },
  { name: 'Invitations', description: 'To groups to which the inviter may not add one at once.' },
  { name: 'Join requests', description: 'To closed groups that can be found.' },
  { name: 'Invitation links', description: 'By which whoever has one joins a group, or registers.' },
  { name: 'Messages', description: 'Sending, reading, editing and deleting, and catching up.' },
  { name: 'Files', description: 'Uploading what messages then carry, and getting it.' },
  { name: 'Pictures', description: 'With what people and groups are shown.' },
  { name: 'Mentions', description: 'Where one’s name stands in what others write.' },
  { name: 'Reactions', description: 'What people think of a message, each in a few emoji.' },
  { name: 'Pins', description: 'What those of a conversation keep at its top.' },
  { name: 'Saved', description: 'Messages that one wants to find again.' },
  { name: 'Scheduled', description: 'Messages that one has written and that are to be sent later.' },
  { name: 'Drafts', description: 'What one has typed and not sent, for one’s other devices.' },
  { name: 'Blocks', description: 'Whom one has shut off from oneself.' },
  { name: 'Realtime', description: 'The WebSocket on which everything new arrives.' },
  { name: 'Operations', description: 'For whatever watches over the process.' },
  { name: 'Account', description: 'Changing the password, deleting the account.' },
] as const

const paragraphs = [
  `The API of a Parley chat server.`,
  `**Signing in.** \`POST /api/v1/accounts\` registers and \`POST /api/v1/session\` signs in; both set a session cookie, which every other request carries, and a device cookie (\`parley-device\`, or \`__Host-parley-device\` over https) that is worth keeping after signing out: whoever sends it when signing in again does not wait for what others guessed. Requests that change something are refused unless their \`Origin\` header is this server's own or on its list of allowed origins.`,
  `**Access tokens.** A program sends one as \`Authorization: Bearer parley_…\` instead of a cookie; no \`Origin\` is asked for then. Each operation names the scope that it needs.`,
  `**Sending exactly once.** Whoever sends a message chooses a \`clientId\` (a UUID) for it and keeps it across retries. However often it is sent, over REST or over the socket, it is stored once, and every answer is the same.`,
  `**Order.** In a conversation every message has a \`seq\`: 1, 2, 3, … without holes. Every change (a new message, an edit, a deletion) takes the conversation's next \`rev\`. A client that was away asks for the changes after its own rev and is whole again.`,
  `**Refusals** are problem details (RFC 9457, \`application/problem+json\`) with a \`code\` that stays the same between versions; decide by it. A 429, a 503 and \`silenced\` say in \`Retry-After\` how many seconds to wait.`,
  `**Lists** come in pages: \`nextCursor\` of one page is the \`cursor\` of the next; it is null on the last.`,
]

/** The session's cookie has one of these names, by how the instance is reached. */
const sessionSchemes = {
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: '__Host-parley',
    description: 'The session cookie, which signing in sets, where the instance is reached over https.',
  },
  sessionOverHttp: {
    type: 'apiKey',
    in: 'cookie',
    name: 'parley',
    description:
      'The session cookie, which signing in sets, where the instance is reached over plain http. At another port than 80 its name ends in the port: `parley-3000`.',
  },
} as const

export const securitySchemes = {
  ...sessionSchemes,
  token: {
    type: 'http',
    scheme: 'bearer',
    description:
      'An access token, which one makes in the settings. Each operation names the scope that it needs at least.',
  },
} as const

/** Any one of them lets a request in. */
export const securityOf = (access: Access = 'public'): Record<string, string[]>[] => {
  if (access === 'public') return []
  const session = Object.keys(sessionSchemes).map((name) => ({ [name]: [] }))
  return access === 'session' ? session : [...session, { token: [access] }]
}

export const description = paragraphs.join('\n\n')
