export interface DemoPerson {
  readonly username: string
  readonly displayName: string
  readonly bio: string
  readonly pronouns: string
  readonly statusText: string
  readonly country: string
  readonly city: string
  readonly timeZone: string
}

const person = (
  username: string,
  displayName: string,
  [country, city, timeZone]: readonly [string, string, string],
  [bio, pronouns = '', statusText = '']: readonly [string, string?, string?],
): DemoPerson => ({ username, displayName, bio, pronouns, statusText, country, city, timeZone })

export const people: readonly DemoPerson[] = [
  person(
    'maya',
    'Maya Okonkwo',
    ['NG', 'Lagos', 'Africa/Lagos'],
    ['Runs the allotment rota.', 'she/her', 'In the garden'],
  ),
  person(
    'tomas',
    'Tomás Herrera',
    ['MX', 'Oaxaca', 'America/Mexico_City'],
    ['Panadero. Pan a las siete.', 'él'],
  ),
  person('yuki', '佐藤 由紀', ['JP', '京都', 'Asia/Tokyo'], ['写真と山歩き。', '', '山にいます']),
  person('leila', 'ليلى حداد', ['JO', 'عمّان', 'Asia/Amman'], ['أحب القهوة والكتب.']),
  person(
    'arjun',
    'अर्जुन मेहता',
    ['IN', 'Pune', 'Asia/Kolkata'],
    ['Cricket, code, chai.', 'he/him', 'Chai break'],
  ),
  person(
    'ingrid',
    'Ingrid Sørensen',
    ['NO', 'Bergen', 'Europe/Oslo'],
    ['Seiler når det ikke regner. Det regner.', 'hun'],
  ),
  person('kwame', 'Kwame Asante', ['GH', 'Accra', 'Africa/Accra'], ['Bass player in two bands.', 'he/him']),
  person('olena', 'Олена Коваль', ['UA', 'Львів', 'Europe/Kyiv'], ['Перекладачка. Кава без цукру.']),
  person('noa', 'נועה לוי', ['IL', 'חיפה', 'Asia/Jerusalem'], ['Bakes, badly, with joy.', 'she/her']),
  person('wei', '林偉', ['TW', '台北', 'Asia/Taipei'], ['騎腳踏車上班。', '', '今天下雨']),
  person(
    'aroha',
    'Aroha Ngata',
    ['NZ', 'Wellington', 'Pacific/Auckland'],
    ['Kia ora! Choir on Thursdays.', 'she/they'],
  ),
  person('mateo', 'Mateo Rossi', ['IT', 'Torino', 'Europe/Rome'], ['Aggiusto biciclette.', 'lui']),
  person(
    'sunniva',
    'Sunna Guðmundsdóttir',
    ['IS', 'Reykjavík', 'Atlantic/Reykjavik'],
    ['Prjóna og spila skák.'],
  ),
  person('thanh', 'Nguyễn Thị Thanh', ['VN', 'Huế', 'Asia/Ho_Chi_Minh'], ['Phở mỗi sáng.', 'chị']),
  person(
    'ada',
    'Adaeze Müller',
    ['DE', 'Leipzig', 'Europe/Berlin'],
    ['Teaches maths. Asks better questions.', 'she/her'],
  ),
  person(
    'sione',
    'Sione Tuʻipulotu',
    ['TO', 'Nukuʻalofa', 'Pacific/Tongatapu'],
    ['Rugby and radio.', 'he/him', 'On air'],
  ),
]
