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
  saved: {
    save: 'あとで見る',
    remove: '保存から外す',
    none: 'まだ保存したメッセージはありません。メッセージのメニューから「あとで見る」を選んでください。',
    hint: 'あなただけに表示されます。メッセージは現在の内容で表示されます。',
    gone: 'メッセージは削除されました。',
    unavailable: 'このメッセージは表示できなくなりました。',
  },
  pictures: {
    label: '画像',
    choose: '画像を選ぶ…',
    change: '画像を変更…',
    remove: '削除',
    hint: '8 MBまでのJPEG、PNG、WebP、GIF。ここにドロップすることもできます。',
    saved: '画像を設定しました。',
    removed: '画像を削除しました。',
    crop: '表示する範囲を選択',
    stage: '画像の表示範囲。矢印キーで移動、プラスとマイナスで拡大・縮小します。',
    zoom: '拡大',
    ofGroup: '画像を変更',
  },
}
