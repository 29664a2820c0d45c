import { number } from './numbers.ts'

export const keeping = {
  pins: {
    pin: 'ピン留め',
    unpin: 'ピン留めを外す',
    label: 'ピン留めしたメッセージ',
    all: 'ピン留めをすべて表示',
    place: (at: number, count: number) => `${number(count)}件中${number(at)}件目`,
    none: 'ピン留めはもうありません。',
  },
}
