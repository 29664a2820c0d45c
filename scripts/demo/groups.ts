export interface DemoGroup {
  readonly name: string
  readonly topic: string
  readonly visibility: 'open' | 'closed'
  readonly members: readonly string[]
  readonly talk: Talk
  readonly messages: number
}

/** Sentences are put together from a beginning and an end, so that thousands differ. */
export interface Talk {
  readonly beginnings: readonly string[]
  readonly ends: readonly string[]
}

const garden: Talk = {
  beginnings: [
    'I watered',
    'Can someone look after',
    'The frost got',
    'Look at',
    'Who planted',
    'I have too many seeds for',
    'Slugs found',
    'Saturday we dig',
  ],
  ends: [
    'the tomatoes 🍅',
    'the beans by the fence.',
    'the big bed, at last.',
    'my courgettes. All of them.',
    'the plot next to the shed?',
    'the little apple tree.',
    'the herbs; the basil is happy.',
    'everything south of the path.',
  ],
}
const music: Talk = {
  beginnings: [
    'Thursday we try',
    'I recorded',
    'The altos asked for',
    'Could we drop',
    'My neighbours now know',
    'Slower, please:',
    'I wrote new words for',
    'The hall is free for',
  ],
  ends: [
    'the second verse.',
    'that canon, in E flat.',
    '“Pokarekare Ana”.',
    'the bridge, twice.',
    'the ending (it still falls apart).',
    'the whole programme 🎶',
    'the waltz.',
    'the part with the claps?',
  ],
}
const kitchen: Talk = {
  beginnings: [
    'Tonight:',
    'My grandmother swears by',
    'Has anyone tried',
    'I burnt',
    'Wer kommt am Sonntag? Es gibt',
    'Hoy hay',
    'Recette svp :',
    '今晩は',
  ],
  ends: [
    'mole negro.',
    'bánh xèo',
    'lentils with far too much cumin.',
    'カレー 🍛',
    'مقلوبة',
    'Käsespätzle',
    'a cake that did not rise.',
    'вареники з вишнями',
  ],
}
const bikes: Talk = {
  beginnings: [
    'Sunday ride to',
    'The road is closed at',
    'Flat tyre near',
    'New record to',
    'Coffee stop in',
    'Headwind all the way to',
    'Who has lights for',
    'Short cut by',
  ],
  ends: [
    'the lighthouse.',
    'the old quarry',
    'the bridge, 42 km',
    'the dam. Bring water.',
    'the market square ☕',
    'the top of the pass!',
    'the ferry',
    'the river path, if it is dry.',
  ],
}
const books: Talk = {
  beginnings: [
    'I cannot put down',
    'Halfway through',
    'Next month could be',
    'I disagree about',
    'The translator of',
    'I cried at',
    'Does anyone own',
    'Chapter nine of',
  ],
  ends: [
    '“The Dispossessed”.',
    '“Season of Migration to the North”.',
    '「雪国」',
    '«Лісова пісня».',
    '“Things Fall Apart”.',
    '“Pedro Páramo”; who is alive in it?',
    'the one with the map.',
    'the thick one. I know.',
  ],
}

export const groups: readonly DemoGroup[] = [
  {
    name: 'Allotment',
    topic: 'Who waters what, and when',
    visibility: 'open',
    members: ['maya', 'tomas', 'yuki', 'ingrid', 'ada', 'noa', 'kwame', 'mateo', 'aroha'],
    talk: garden,
    messages: 620,
  },
  {
    name: 'Thursday choir',
    topic: 'Rehearsals at seven. Bring a pencil.',
    visibility: 'open',
    members: ['aroha', 'kwame', 'leila', 'maya', 'sunniva', 'olena', 'sione'],
    talk: music,
    messages: 480,
  },
  {
    name: 'كلّ الأكل · Kitchen table',
    topic: 'What is for dinner, everywhere',
    visibility: 'open',
    members: ['tomas', 'leila', 'thanh', 'noa', 'arjun', 'wei', 'ada', 'maya', 'olena', 'yuki', 'sione'],
    talk: kitchen,
    messages: 760,
  },
  {
    name: 'Sunday rides 🚲',
    topic: 'Slow is fine',
    visibility: 'closed',
    members: ['mateo', 'wei', 'ingrid', 'arjun', 'maya'],
    talk: bikes,
    messages: 340,
  },
  {
    name: 'Book club',
    topic: 'This month: something short, please',
    visibility: 'closed',
    members: ['olena', 'leila', 'yuki', 'ada', 'maya', 'sunniva', 'thanh'],
    talk: books,
    messages: 420,
  },
]

export const directTalk: Talk = {
  beginnings: [
    'Are you coming to',
    'Thanks for',
    'Did you see',
    'I am late for',
    'Shall we meet before',
    'I forgot',
    'Can you send me',
    'Still thinking about',
  ],
  ends: [
    'the thing on Friday?',
    'yesterday 🙂',
    'the photos',
    'lunch',
    'the train at 18:04?',
    'your question.',
    'the keys!',
    'what you said.',
  ],
}
