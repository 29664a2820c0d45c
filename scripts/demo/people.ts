import type { Audience, Privacy } from '@parley/shared'

export interface DemoPerson {
  readonly username: string
  readonly displayName: string
  readonly bio: string
  readonly pronouns: string
  readonly statusText: string
  readonly country: string
  readonly city: string
  readonly timeZone: string
  readonly locationAudience: Audience
  readonly privacy: Partial<Privacy>
}

type About = readonly [bio: string, pronouns?: string, statusText?: string]
type Place = readonly [country: string, city: string, timeZone: string]
type Choices = Partial<Pick<DemoPerson, 'locationAudience' | 'privacy'>>

const northquay: Place = ['NO', 'Northquay', 'Europe/Oslo']

const person = (
  username: string,
  displayName: string,
  [bio, pronouns = '', statusText = '']: About,
  [country, city, timeZone]: Place = northquay,
  { locationAudience = 'everyone', privacy = {} }: Choices = {},
): DemoPerson => ({
  ...{ username, displayName, bio, pronouns, statusText },
  ...{ country, city, timeZone, locationAudience, privacy },
})

/** Around a boathouse. The first is whom one signs in as, if in doubt. */
export const people: readonly DemoPerson[] = [
  person(
    'maya',
    'Maya Rowan',
    ['Mends boats, slowly. Alto on Thursdays.', 'she/her', 'At the boathouse until four'],
    northquay,
    { locationAudience: 'contacts', privacy: { adders: 'nobody' } },
  ),
  person('ines', 'Ines Calder', ['Keeps the key, the list and the peace.', 'she/her', 'Painting, ask later']),
  person('oskar', 'Oskar Thorne', [
    'Wood, bronze, coffee.\nhttps://northquay.example/workshop',
    'he/him',
    'In the workshop',
  ]),
  person(
    'mei',
    '青木 芽衣',
    ['合唱団の指揮をしています。Conducts the choir.', '', '練習中'],
    ['JP', '神戸', 'Asia/Tokyo'],
  ),
  person('kofi', 'Kofi Darrow', ['Bass. Ropes. Writes small programs for large tides.', 'he/him']),
  person(
    'salma',
    'سلمى نور',
    ['أرسم وأحب الشاي والبحر.', '', 'الباب مفتوح'],
    ['JO', 'العقبة', 'Asia/Amman'],
    { locationAudience: 'contacts', privacy: { presence: 'nobody' } },
  ),
  person('lena', 'Lena Birk', [
    'Market on Saturdays, bread on all days.',
    'she/her',
    'Up to the elbows in flour',
  ]),
  person(
    'ruth',
    'Ruth Abara',
    ['Chairs the board, and mends the chairs.', 'she/her'],
    ['GB', 'Whitby', 'Europe/London'],
    { privacy: { readReceipts: false } },
  ),
  person('tomas', 'Tomás Vidal', ['Habas, pimientos y paciencia.', 'él'], ['ES', 'Vigo', 'Europe/Madrid']),
  person('jonas', 'Jonas Reuter', ['Schatzmeister, Schwimmer, Frühaufsteher.', 'er', 'Moin'], undefined, {
    privacy: { presence: 'contacts' },
  }),
  person(
    'lucia',
    'Lucía Ferrer',
    ['Sopa los domingos, barro los viernes.', 'ella'],
    ['AR', 'Rosario', 'America/Argentina/Buenos_Aires'],
  ),
  person(
    'nadia',
    'Надія Коваль',
    ['Сопрано. Чай без цукру.', '', 'На репетиції'],
    ['UA', 'Одеса', 'Europe/Kyiv'],
    { locationAudience: 'nobody' },
  ),
  person(
    'arjun',
    'अर्जुन मेहता',
    ['Code, clay, chilli.', 'he/him', 'Chai break'],
    ['IN', 'Pune', 'Asia/Kolkata'],
  ),
  person(
    'aroha',
    'Aroha Ngata',
    ['Kia ora. Rows, carries, sings.', 'she/they'],
    ['NZ', 'Wellington', 'Pacific/Auckland'],
  ),
  person('noa', 'נועה לוי', ['Bakes, badly, with joy.', 'she/her'], ['IL', 'חיפה', 'Asia/Jerusalem'], {
    privacy: { writers: 'group-members' },
  }),
  person('vince', 'Vince Harrow', ['Sails, paint, mopeds. Ask me.'], northquay, {
    locationAudience: 'nobody',
  }),
]
