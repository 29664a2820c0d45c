import type { files as english } from '../en/files.ts'
import { isolated } from '../isolated.ts'
import { number } from './numbers.ts'

export const files: typeof english = {
  shownFiles: {
    picture: (name) => `画像：${isolated(name)}`,
    download: (name) => `${isolated(name)}をダウンロード`,
    offline: 'オンラインに戻ると表示されます。',
    uploaded: (percent) => `${percent}アップロード済み`,
  },
  voice: {
    record: '音声メッセージを録音',
    recording: '録音',
    discard: '録音を破棄',
    stop: '録音を停止',
    play: '再生',
    pause: '一時停止',
    position: '再生位置',
    place: (at, all) => `${all}中${at}`,
    speed: (times) => `速度：${times}×`,
    refused: 'Parleyはマイクを使用できません。ブラウザーの設定で許可できます。',
    missing: '使用できるマイクがありませんでした。',
    short: '録音が1秒未満だったため、保存されません。',
    lost: 'マイクが使えなくなりました。それまでの録音は残っています。',
    hidden: 'このページを離れたため、録音を停止しました。録音した内容は残っています。',
    full: (minutes) => `音声メッセージは最長${number(minutes)}分です。録音を停止しました。`,
    unplayable: 'この音声メッセージは再生できません。',
  },
  viewer: {
    title: '画像',
    previous: '前の画像',
    next: '次の画像',
    zoomIn: '拡大',
    zoomOut: '縮小',
    place: (at, all) => `${number(all)}件中${number(at)}件目`,
  },
  tray: {
    title: '送信するファイル',
    remove: (name) => `${isolated(name)}を外す`,
    earlier: (name) => `${isolated(name)}を前へ`,
    later: (name) => `${isolated(name)}を後ろへ`,
    asPicture: '画像として',
    asPictureHint: '小さくなり、撮影の場所や情報は含まれません。',
    asFile: 'ファイルとして',
    asFileHint: 'カメラの情報も含め、そのまま送ります。',
    tooLarge: (name, max) => `${isolated(name)}は大きすぎます。ファイルは${max}までです。`,
    tooMany: (max) => `1つのメッセージに添付できるファイルは${number(max)}件までです。`,
    drop: 'ここにファイルをドロップして追加',
  },
}
