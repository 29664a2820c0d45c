import { count, number } from './numbers.ts'

export const keeping = {
  pins: {
    pin: 'ピン留め',
    unpin: 'ピン留めを外す',
    label: 'ピン留めしたメッセージ',
    all: 'ピン留めをすべて表示',
    place: (at: number, count: number) => `${number(count)}件中${number(at)}件目`,
    none: 'ピン留めはもうありません。',
  },
  saved: {
    save: 'あとで見る',
    remove: '保存から外す',
    none: 'まだ保存したメッセージはありません。メッセージのメニューから「あとで見る」を選んでください。',
    hint: 'あなただけに表示されます。メッセージは現在の内容で表示されます。',
    gone: 'メッセージは削除されました。',
    unavailable: 'このメッセージは表示できなくなりました。',
  },
  drafts: {
    offered: '別の端末に下書きがあります:',
    take: 'それを使う',
    both: '両方',
    mine: 'こちらを残す',
    hide: '隠す',
    filesElsewhere: (files: number) =>
      count(files, { other: 'この下書きのファイル#個は別の端末にあり、そこに残ります。' }),
    leftHere: 'ここに書いていた内容',
    discard: '下書きを破棄',
  },
}
