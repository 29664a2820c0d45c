/** What may be sent of a text that may have so many characters when it is stored: NFC makes one of up to four. */
export const rawMax = (storedMax: number): number => 4 * storedMax

const messageMax = 8_000
/** 192 KiB: one character is four of six bytes when it is taken apart, in ASCII alone; the rest is for keys and ids. */
const messageBytesMax = rawMax(messageMax) * 6 + 4_608

/** Every length, size and rate that the wire knows, in one place. Lengths count Unicode code points. */
export const limits = {
  usernameMin: 3,
  usernameMax: 32,
  passwordMin: 10,
  /** Longer ones would buy a denial of service (hashing) rather than strength. */
  passwordMax: 256,
  /** Of `passwordStrength`: more than a million guesses. */
  passwordScoreMin: 2,
  displayNameMax: 64,
  instanceNameMax: 64,
  instanceWelcomeMax: 300,
  bioMax: 1_000,
  pronounsMax: 32,
  statusTextMax: 100,
  placeNameMax: 100,
  messageMax,
  /** Different emoji on one message; what was moved here may have more. */
  reactionKindsMax: 20,
  /** Of one person on one message, so that nobody alone takes all kinds. */
  ownReactionsMax: 5,
  reactionsPerTenSecondsMax: 40,
  groupNameMax: 80,
  groupTopicMax: 500,
  groupMembersMax: 10_000,
  /** How many people one request may add to a group. */
  addMembersMax: 100,
  /** Bounds the list of conversations, which one request returns whole. */
  conversationsPerUserMax: 1_000,
  /** Of these, so many are left to direct conversations: one is put into groups without being asked. */
  conversationsKeptForDirect: 200,
  /** Every device of a person keeps the list, and every count of what is unread leaves these out. */
  blocksPerUserMax: 1_000,
  /** Open at a time. To who has so many, no further one comes. */
  invitationsPerUserMax: 100,
  searchMax: 64,
  pageDefault: 50,
  pageMax: 200,
  idsPerRequestMax: 100,
  /** Unread is counted up to here and shown as '99+'. */
  unreadMax: 100,
  sessionsPerUserMax: 50,
  /** Those that have expired count for as long as they are listed. */
  tokensPerUserMax: 50,
  tokenNameMax: 64,
  tokenDaysMax: 366,
  tokenDaysDefault: 90,
  /** People whose presence one connection may watch at a time. */
  watchMax: 200,
  /** One frame from a client; a larger one is answered with an error. */
  frameBytesMax: messageBytesMax,
  /** What is larger than this is not even received: it closes the connection with 1009. */
  frameBytesReceivedMax: 256 * 1024,
  bodyBytesMax: 64 * 1024,
  /** A body with a message's text, which is longer than all that any other operation takes. */
  messageBodyBytesMax: messageBytesMax,
  /** Unsent bytes after which a connection that reads too slowly is closed; it resumes by rev. */
  unsentBytesMax: 1024 * 1024,
  /** Frames one account may send in ten seconds, over all its connections, before they are closed. */
  framesPerTenSecondsMax: 600,
  /** People whose presence one account may ask for: each is looked up. Twenty windows that come back ask for 4,000. */
  watchedPerTenSecondsMax: 12_000,
  /** Each enters all rooms of the account. All its connections may come back at once, and again. */
  connectsPerTenSecondsMax: 60,
  /** The list of all one's conversations, of which there may be a thousand. Each connection asks for it once. */
  listsPerTenSecondsMax: 30,
  /** Each may read for as long as a search may take, of which there is one at a time. Who types asks a few times a second. */
  searchesPerTenSecondsMax: 40,
  /** What an account's frames and requests may be multiplied to, on the average, by those who are online. */
  deliveriesPerFrameMax: 400,
  socketsPerUserMax: 20,
  /** A whole school may share one address, and many have two devices. */
  socketsPerAddressMax: 5_000,
  /** They take about a gigabyte and a half, which is where one process should end. */
  socketsPerInstanceMax: 50_000,
  typingEveryMs: 3_000,
  /** A conversation is told who types at most so often, of all of them at once. */
  typingToldEveryMs: 1_500,
  /** One frame names so many of them; a screen shows fewer. */
  typistsMax: 20,
  /** Where more are online nobody is told: everyone would tell everyone, and nobody could read it. */
  typingOnlineMax: 100,
  typingShownMs: 6_000,
  heartbeatIntervalMs: 15_000,
  /** Silence after which either side takes the connection for dead: three heartbeats. */
  deadAfterMs: 45_000,
} as const
